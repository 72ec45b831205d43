using System.Globalization;

namespace Gateway.Simulators.Community;

/// <summary>The files that lie ready, in the order in which they were dropped. Safe for use by many threads.</summary>
internal sealed class ExtractShelf
{
    private readonly Lock _lock = new();
    private readonly List<Extract> _extracts = [];

    public Extract Drop(ExtractKind kind, DateTimeOffset at, string content)
    {
        lock (_lock)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{kind.Name}-{at.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{_extracts.Count + 1:D4}.csv");
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

    /// <summary>Those dropped after the one of that name; where it is not there (any more), those with a later time and number in their names.</summary>
    public IReadOnlyList<Extract> After(string? name)
    {
        lock (_lock)
        {
            if (string.IsNullOrEmpty(name))
                return [.. _extracts];
            var at = _extracts.FindIndex(e => e.Name == name);
            return at >= 0 ? [.. _extracts.Skip(at + 1)] : [.. _extracts.Where(e => string.CompareOrdinal(Stamp(e.Name), Stamp(name)) > 0)];
        }
    }

    /// <summary>The name without its kind, which would put closures before outcomes whenever they were dropped.</summary>
    private static string Stamp(string name) => name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..];
}
