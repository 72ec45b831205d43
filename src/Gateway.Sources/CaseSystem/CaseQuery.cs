using System.Text;

namespace Gateway.Sources.CaseSystem;

/// <summary>The parameters of a list of records.</summary>
internal sealed class CaseQuery
{
    /// <summary>The most values of one parameter that takes several.</summary>
    public const int MostValues = 50;
    private readonly List<(string Name, string Values)> _parameters = [];

    public CaseQuery Add(string name, IEnumerable<string> values)
    {
        _parameters.Add((name, string.Join(',', values.Select(Uri.EscapeDataString))));
        return this;
    }

    public CaseQuery Add(string name, string value) => Add(name, [value]);

    public CaseQuery With(CaseQuery other)
    {
        var both = new CaseQuery();
        both._parameters.AddRange(_parameters);
        both._parameters.AddRange(other._parameters);
        return both;
    }

    public string Path(CaseKind kind, int limit, string? cursor)
    {
        var path = new StringBuilder("api/").Append(kind.Path).Append("?limit=").Append(limit);
        foreach (var (name, values) in _parameters)
            path.Append('&').Append(name).Append('=').Append(values);
        if (cursor is not null)
            path.Append("&cursor=").Append(Uri.EscapeDataString(cursor));
        return path.ToString();
    }
}
