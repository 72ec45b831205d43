using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Fhir.Validation.Slicing;

/// <summary>One slice: what it asks, and what makes an element one of it.</summary>
internal sealed record Slice(Rule Rule, IReadOnlyList<SliceTest> Tests);
