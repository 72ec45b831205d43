namespace Gateway.Fhir.Definitions.Facts;

/// <summary>The value set that an element is bound to; the URL may carry a <c>|version</c>.</summary>
public sealed record BindingFacts(BindingStrength Strength, string ValueSet);
