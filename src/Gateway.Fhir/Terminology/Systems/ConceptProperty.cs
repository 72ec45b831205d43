namespace Gateway.Fhir.Terminology.Systems;

/// <summary>A property of a concept: its code in the system, and the text of its value (of a Coding, the code).</summary>
public sealed record ConceptProperty(string Code, string Value);
