using System.Globalization;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Outcomes;

/// <summary>Faults as an OperationOutcome (http://hl7.org/fhir/R4/operationoutcome.html).</summary>
public static class OperationOutcomes
{
    private const string LineExtension = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-line";
    private const string ColumnExtension = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-col";

    /// <summary>The system of the ids of rules in <c>issue.details</c>.</summary>
    public const string RuleSystem = "https://health-justice.example/fhir/CodeSystem/validation-rule";

    /// <summary>One issue a fault, in order: severity, code, diagnostics, expression, and line and column as HL7's extensions have them.</summary>
    public static Element Of(IEnumerable<Fault> faults)
    {
        var outcome = ElementDraft.New(DefinitionSet.R4.FindType("OperationOutcome")!);
        foreach (var fault in faults)
        {
            var issue = outcome.Add("issue");
            if (fault.Line > 0)
            {
                Place(issue, LineExtension, fault.Line);
                Place(issue, ColumnExtension, fault.Column);
            }

            issue.AddText("severity", fault.IsNote ? "information" : fault.IsWarning ? "warning" : "error").AddText("code", Code(fault.Kind));
            if (fault.Rule.Length > 0)
                issue.Add("details").Add("coding").AddText("system", RuleSystem).AddText("code", fault.Rule);
            issue.AddText("diagnostics", fault.Message);
            if (fault.Expression.Length > 0)
                issue.AddText("expression", fault.Expression);
        }

        return outcome.Build();
    }

    private static void Place(ElementDraft issue, string url, int number) =>
        issue.Add("extension").AddText("url", url).AddText("valueInteger", number.ToString(CultureInfo.InvariantCulture));

    private static string Code(FaultKind kind) => kind switch
    {
        FaultKind.Value => "value",
        FaultKind.TooLong => "too-long",
        FaultKind.NotSupported => "not-supported",
        FaultKind.Required => "required",
        FaultKind.Invariant => "invariant",
        FaultKind.CodeInvalid => "code-invalid",
        FaultKind.BusinessRule => "business-rule",
        FaultKind.Extension => "extension",
        FaultKind.NotFound => "not-found",
        FaultKind.Informational => "informational",
        _ => "structure",
    };
}
