using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Terminology.Questions;

namespace Gateway.Fhir.Validation;

/// <summary>What a validation found.</summary>
/// <param name="Faults">Errors, warnings and notes in the order in which they were met.</param>
/// <param name="Unanswered">What could not be told of codes; whoever can ask a terminology server does, and validates again.</param>
public sealed record ValidationResult(IReadOnlyList<Fault> Faults, IReadOnlyCollection<TerminologyQuestion> Unanswered)
{
    /// <summary>True when there is no error.</summary>
    public bool IsValid => Faults.All(f => f.IsWarning);
}
