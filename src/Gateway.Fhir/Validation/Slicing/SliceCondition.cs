using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation.Base;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Fhir.Validation.Slicing;

/// <summary>What is asked of an element that a discriminator leads to.</summary>
internal delegate bool SliceCondition(Element value, ProfileWalk walk, Surroundings around);
