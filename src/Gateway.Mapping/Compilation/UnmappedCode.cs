namespace Gateway.Mapping.Compilation;

/// <summary>A code that a ConceptMap does not name and says nothing of.</summary>
/// <param name="ConceptMap">The ConceptMap's URL.</param>
/// <param name="System">The system that the code was given with; null for none.</param>
/// <param name="Code">The code.</param>
public sealed record UnmappedCode(string ConceptMap, string? System, string Code);
