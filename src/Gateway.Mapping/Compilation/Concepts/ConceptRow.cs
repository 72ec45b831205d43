namespace Gateway.Mapping.Compilation;

/// <summary>A code of a ConceptMap and what it becomes.</summary>
/// <param name="ConceptMap">The ConceptMap's URL.</param>
/// <param name="System">The system of the code; null when the ConceptMap says none.</param>
/// <param name="Code">The code.</param>
/// <param name="Target">What it becomes; null when it has no match.</param>
public sealed record ConceptRow(string ConceptMap, string? System, string Code, ConceptTarget? Target);
