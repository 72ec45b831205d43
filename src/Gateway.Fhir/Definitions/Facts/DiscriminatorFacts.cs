namespace Gateway.Fhir.Definitions.Facts;

/// <summary>What tells slices apart: the kind of comparison and the path of what is compared.</summary>
public sealed record DiscriminatorFacts(DiscriminatorType Type, string Path);
