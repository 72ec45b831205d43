namespace Gateway.Fhir.Terminology.Maps;

/// <summary>A translation, and the ConceptMap that it comes from.</summary>
public sealed record TranslationMatch(ConceptTarget Target, string ConceptMap);
