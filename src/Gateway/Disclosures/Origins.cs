using Gateway.Access.Decisions;
using Gateway.Areas;
using Gateway.Federation.Own;
using Gateway.Sources;

namespace Gateway.Disclosures;

/// <summary>Where resources come from, as the rules of access know it: the source, its kind, and who controls its data.</summary>
internal sealed class Origins(Area area)
{
    private readonly Dictionary<string, DataOrigin> _bySource = area.Sources.ToDictionary(s => s.Name, s => new DataOrigin(s.Name, s.Kind, s.Organization), StringComparer.Ordinal);

    /// <summary>What the gateway says itself, and what it owns: the service that it stands for controls it.</summary>
    public DataOrigin Own { get; } = new(LedgerSource.Name, LedgerSource.Name, area.Organizations.First(o => o.Kind == "case-service").Ods);

    public DataOrigin Of(SourceProfile source) => _bySource.TryGetValue(source.Name, out var found) ? found : Own with { Source = source.Name, Kind = source.Name };
}
