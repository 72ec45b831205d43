using Gateway.Mapping.Catalog;
using Gateway.Mapping.Compilation;
using Gateway.Sources.Records;

namespace Gateway.Sources.CaseSystem;

/// <summary>A kind of record with its maps.</summary>
internal sealed class LoadedCaseKind
{
    // How a ConceptMap's rule for all codes that it does not name is listed.
    private const string AnyOther = "(any other)";
    private readonly Dictionary<string, ILookup<string, string>> _statuses;

    public LoadedCaseKind(CaseKind kind, RecordMap records, CompiledMap? back, MapCatalog catalog)
    {
        (Kind, Records, Back) = (kind, records, back);
        Types = MadeTypes.Of(records.Map, catalog);
        _statuses = kind.Statuses.ToDictionary(s => s.Key, s => catalog.ConceptRows
            .Where(r => r.ConceptMap == s.Value && r.Target is not null).ToLookup(r => r.Target!.Code, r => r.Code, StringComparer.OrdinalIgnoreCase));
    }

    public CaseKind Kind { get; }

    public RecordMap Records { get; }

    /// <summary>The map from FHIR; null when its records are not changed from here.</summary>
    public CompiledMap? Back { get; }

    public IReadOnlySet<string> Types { get; }

    /// <summary>The statuses of records that become one of those; null when that cannot be told.</summary>
    public IReadOnlyList<string>? StatusesFor(string type, IEnumerable<string> codes) =>
        _statuses.TryGetValue(type, out var statuses) && statuses.Count > 0 && !statuses.Any(s => s.Contains(AnyOther))
            ? [.. codes.SelectMany(c => Kind.Elsewhere.TryGetValue((type, c), out var other) ? statuses[c].Append(other) : statuses[c]).Distinct()]
            : null;
}
