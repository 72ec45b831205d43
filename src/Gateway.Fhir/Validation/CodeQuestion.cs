using Gateway.Fhir.Terminology;

namespace Gateway.Fhir.Validation;

/// <summary>A question about a code that what is loaded could not answer.</summary>
/// <param name="ValueSet">The canonical URL of the value set that the code should be in; empty where the code's own system was asked.</param>
/// <param name="Code">The code.</param>
public sealed record CodeQuestion(string ValueSet, CodedValue Code);
