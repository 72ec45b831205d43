namespace Gateway.Fhir.Terminology.ValueSets;

/// <summary>A code that a value set names.</summary>
/// <param name="Code">The code.</param>
/// <param name="Display">What the value set shows it by; empty where that is left to its system.</param>
public sealed record ListedConcept(string Code, string Display = "");
