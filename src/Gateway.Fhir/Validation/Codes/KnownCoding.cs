using Gateway.Fhir.Terminology.Questions;

namespace Gateway.Fhir.Validation.Codes;

/// <summary>What is to be said of a Coding, by itself.</summary>
/// <param name="IsUnknown">Its system has no such code.</param>
/// <param name="Display">The display that its system has, where the Coding's is another; else null.</param>
/// <param name="IsInactive">Its system has the code as one no longer in use.</param>
/// <param name="Question">The question to ask where its system is not known.</param>
internal sealed record KnownCoding(bool IsUnknown, string? Display, bool IsInactive, TerminologyQuestion? Question);
