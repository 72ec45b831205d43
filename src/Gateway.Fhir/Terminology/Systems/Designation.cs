namespace Gateway.Fhir.Terminology.Systems;

/// <summary>Another text that a concept is shown by.</summary>
/// <param name="Language">The BCP 47 tag; empty where none is said.</param>
/// <param name="Value">The text.</param>
public sealed record Designation(string Language, string Value);
