using System.Globalization;

namespace Gateway.Simulators.Community;

/// <summary>The files that lie ready, in the order in which they were dropped. Safe for use by many threads.</summary>
internal sealed class ExtractShelf
{
    private readonly Lock _lock = new();
    private readonly List<Extract> _extracts = [];

    /// <summary>The name begins with the time and a number, so that names sort as files were dropped, whatever is in them.</summary>
    public Extract Drop(ExtractKind kind, DateTimeOffset at, string content)
    {
        lock (_lock)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{_extracts.Count + 1:D4}-{kind.Name}.csv");
            var extract = new Extract(name, kind.Name, at, content);
            _extracts.Add(extract);
            return extract;
        }
    }

    public Extract? Find(string name)
    {
        lock (_lock)
            return _extracts.Find(e => e.Name == name);
    }

    /// <summary>Those with later names, in the order of names; all without a name.</summary>
    public IReadOnlyList<Extract> After(string? name)
    {
        lock (_lock)
            return [.. _extracts.Where(e => string.CompareOrdinal(e.Name, name) > 0).OrderBy(e => e.Name, StringComparer.Ordinal)];
    }
}
