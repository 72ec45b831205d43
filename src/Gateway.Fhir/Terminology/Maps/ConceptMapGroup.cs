namespace Gateway.Fhir.Terminology.Maps;

/// <summary>The rows of a ConceptMap from one system to another; null systems are not said.</summary>
public sealed record ConceptMapGroup(string? Source, string? Target)
{
    public required IReadOnlyDictionary<string, ConceptRow> Rows { get; init; }

    public ConceptUnmapped Unmapped { get; init; }

    /// <summary>The fixed target of all other codes, as a row of its own, so that reports know whether it was ever reached.</summary>
    public ConceptRow? Fixed { get; init; }

    /// <summary>The URL of the ConceptMap that is asked about all other codes.</summary>
    public string? Other { get; init; }

    internal bool Takes(string? system) => system is null || Source is null || Source == system;
}
