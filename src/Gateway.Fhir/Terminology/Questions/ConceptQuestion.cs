namespace Gateway.Fhir.Terminology.Questions;

/// <summary><see cref="ITerminology.Find"/>, as a value.</summary>
public sealed record ConceptQuestion(CodedValue Code) : TerminologyQuestion;
