namespace Gateway.Fhir.Validation.Slicing;

/// <summary>What a discriminator asks of an element: that one of what its path leads to meets a condition.</summary>
/// <param name="Path">The way from the element.</param>
/// <param name="Holds">The condition.</param>
/// <param name="IsAbsent">True when nothing may be found there.</param>
internal sealed record SliceTest(DiscriminatorPath Path, SliceCondition Holds, bool IsAbsent = false);
