using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Language;

/// <summary>What reading a map gave: the map, or all of its faults in the order of the text.</summary>
public sealed class MapReading
{
    internal MapReading(MapDefinition? map, IReadOnlyList<Fault> faults)
    {
        Map = map;
        Faults = faults;
    }

    /// <summary>A map that was refused before its language was looked at.</summary>
    public static MapReading Refused(IReadOnlyList<Fault> faults) => new(null, faults);

    /// <summary>The map; null when there are faults.</summary>
    public MapDefinition? Map { get; }

    /// <summary>Each with line and column, and the rule that it lies in as <c>group.rule</c>.</summary>
    public IReadOnlyList<Fault> Faults { get; }
}
