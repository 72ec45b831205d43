namespace Gateway.Mapping.Language;

/// <summary>One row of a ConceptMap: <c>s:code == t:code</c>.</summary>
/// <param name="Code">The code that is translated.</param>
/// <param name="Relation">How the target's meaning relates to it.</param>
/// <param name="Target">The code that it becomes; null only for a code that has no match.</param>
public sealed record MapConceptRow(string Code, MapConceptRelation Relation, string? Target)
{
    public MapPlace Place { get; init; }
}
