using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Questions;

namespace Gateway.Fhir.Validation.Codes;

/// <summary>Whether a value set has a code, and the question to ask where that is not known.</summary>
internal sealed record KnownMembership(Membership Answer, TerminologyQuestion? Question);
