namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>What came of a transaction.</summary>
/// <param name="Answers">The answer of each change in the order given; none where it was refused.</param>
/// <param name="Refusal">Why nothing of it was done; null when all was.</param>
/// <param name="At">The change that was refused, counted from 0; null where it is none alone.</param>
internal sealed record TransactionAnswer(IReadOnlyList<FhirAnswer> Answers, FhirAnswer? Refusal, int? At);
