namespace Gateway.Mapping.Compilation;

/// <summary>A code that another was translated to.</summary>
public sealed record ConceptTarget(string? System, string Code, string? Display);
