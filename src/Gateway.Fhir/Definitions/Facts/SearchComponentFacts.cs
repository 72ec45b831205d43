namespace Gateway.Fhir.Definitions.Facts;

/// <summary>One part of a composite search parameter: the parameter it follows and where its value lies.</summary>
public sealed record SearchComponentFacts(string Definition, string Expression);
