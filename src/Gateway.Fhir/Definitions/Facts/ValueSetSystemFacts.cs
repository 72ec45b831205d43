namespace Gateway.Fhir.Definitions.Facts;

/// <summary>The codes that a value set takes from one system.</summary>
public sealed record ValueSetSystemFacts(string System, IReadOnlyList<string> Codes);
