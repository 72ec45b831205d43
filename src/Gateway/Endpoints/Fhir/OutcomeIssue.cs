namespace Gateway.Endpoints.Fhir;

/// <summary>One issue of an OperationOutcome (http://hl7.org/fhir/R4/operationoutcome.html) in the codes of the standard.</summary>
/// <param name="Severity">fatal, error, warning or information.</param>
/// <param name="Code">A code of http://hl7.org/fhir/ValueSet/issue-type.</param>
/// <param name="Text">What a person should know, without data of anybody.</param>
internal sealed record OutcomeIssue(string Severity, string Code, string Text)
{
    /// <summary>Codes that say it to a machine: system, code, display.</summary>
    public IReadOnlyList<(string System, string Code, string? Display)> Codings { get; init; } = [];

    /// <summary>Whether the text stands in <c>diagnostics</c> too, where the callers of some standards look for it.</summary>
    public bool HasDiagnostics { get; init; }

    /// <summary>When what is said of was true.</summary>
    public DateTimeOffset? AsOf { get; init; }
}
