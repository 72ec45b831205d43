namespace Gateway.Mapping.Language;

/// <summary>A ConceptMap inside a map, which <c>translate</c> names as <c>#id</c>.</summary>
/// <param name="Id">The id, without <c>#</c>.</param>
public sealed record MapConceptMap(string Id)
{
    /// <summary>One group for each pair of source and target system.</summary>
    public MapList<MapConceptGroup> Groups { get; init; } = [];

    public MapPlace Place { get; init; }
}
