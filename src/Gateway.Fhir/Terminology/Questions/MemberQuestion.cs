namespace Gateway.Fhir.Terminology.Questions;

/// <summary><see cref="ITerminology.IsMember"/>, as a value.</summary>
public sealed record MemberQuestion(string ValueSet, CodedValue Code) : TerminologyQuestion;
