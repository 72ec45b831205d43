namespace Gateway.Fhir.Terminology.Questions;

/// <summary>A question about codes that what is loaded could not answer.</summary>
public abstract record TerminologyQuestion;
