namespace Gateway.Mapping.Language;

/// <summary>The rows of a ConceptMap between two code systems.</summary>
/// <param name="Source">The system of the codes that are translated.</param>
/// <param name="Target">The system that they are translated to; null when no row has a target.</param>
public sealed record MapConceptGroup(string Source, string? Target)
{
    public MapList<MapConceptRow> Rows { get; init; } = [];

    /// <summary>What becomes of a code that no row names; null when nothing is said.</summary>
    public MapUnmapped? Unmapped { get; init; }
}
