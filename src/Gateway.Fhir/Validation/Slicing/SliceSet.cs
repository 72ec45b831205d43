using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Fhir.Validation.Slicing;

/// <summary>The slices of an element, in their order.</summary>
/// <param name="Slices">The slices that have conditions.</param>
/// <param name="Default">What is asked of those that are in none of them (the slice @default); null for nothing.</param>
/// <param name="Rules">Whether there may be others, and where.</param>
/// <param name="IsOrdered">True when instances must come in the order of the slices.</param>
internal sealed record SliceSet(IReadOnlyList<Slice> Slices, Rule? Default, SlicingRules Rules, bool IsOrdered);
