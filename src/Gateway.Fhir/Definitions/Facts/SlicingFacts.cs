namespace Gateway.Fhir.Definitions.Facts;

/// <summary>How the repetitions of an element are told apart (http://hl7.org/fhir/R4/profiling.html#slicing).</summary>
public sealed record SlicingFacts(IReadOnlyList<DiscriminatorFacts> Discriminators, SlicingRules Rules, bool IsOrdered);
