namespace Gateway.Mapping.Language;

/// <summary>
/// A map of the FHIR Mapping Language (http://hl7.org/fhir/R4/mapping-language.html), whether it was text or a StructureMap. Two
/// maps are equal when they say the same, wherever it stands.
/// </summary>
public sealed record MapDefinition
{
    public required string Url { get; init; }

    public required string Name { get; init; }

    public string? Title { get; init; }

    /// <summary>draft, active, retired or unknown; a text that says nothing is a draft.</summary>
    public string Status { get; init; } = "draft";

    public string? Description { get; init; }

    /// <summary>All other properties of the map, such as its version, sorted by path.</summary>
    public MapList<MapProperty> Properties { get; init; } = [];

    public MapList<MapConceptMap> ConceptMaps { get; init; } = [];

    public MapList<MapStructure> Structures { get; init; } = [];

    /// <summary>Canonical URLs of other maps; a <c>*</c> stands for any characters.</summary>
    public MapList<string> Imports { get; init; } = [];

    public MapList<MapConstant> Constants { get; init; } = [];

    /// <summary>At least one; the first is where a map begins.</summary>
    public required MapList<MapGroup> Groups { get; init; }
}
