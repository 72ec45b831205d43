namespace Gateway.Fhir.Terminology.Questions;

/// <summary><see cref="ITerminology.Subsumes"/>, as a value.</summary>
public sealed record SubsumptionQuestion(string System, string Above, string Below) : TerminologyQuestion;
