using Gateway.Access.Decisions;
using Gateway.Areas;
using Gateway.Sources;

namespace Gateway.Disclosures;

/// <summary>Where resources come from, as the rules of access know it: the source, its kind, and who controls its data.</summary>
internal sealed class Origins(Area area)
{
    private readonly Dictionary<string, DataOrigin> _bySource = area.Sources.ToDictionary(s => s.Name, s => new DataOrigin(s.Name, s.Kind, s.Organization), StringComparer.Ordinal);

    /// <summary>What the gateway says itself: outcomes, and what it owns.</summary>
    public static DataOrigin Own { get; } = new("ledger", "ledger", "gateway");

    public DataOrigin Of(SourceProfile source) => _bySource.TryGetValue(source.Name, out var found) ? found : new DataOrigin(source.Name, source.Name, source.Organization);
}
