namespace Gateway.Fhir.Terminology;

/// <summary>A code as content gives it: with its system and perhaps its version, or alone (an element of type <c>code</c>, whose system its value set tells).</summary>
public sealed record CodedValue(string? System, string Code, string? Version = null);
