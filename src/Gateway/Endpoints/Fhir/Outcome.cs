using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir;

/// <summary>The one place that makes OperationOutcomes of the host's own.</summary>
internal static class Outcome
{
    private const string AsOfExtension = "https://health-justice.example/fhir/StructureDefinition/as-of";

    /// <summary>The issues in order, then the faults.</summary>
    public static Element Of(IEnumerable<OutcomeIssue> issues, IReadOnlyList<Fault>? faults = null)
    {
        var outcome = ElementDraft.New(DefinitionSet.R4.FindType("OperationOutcome")!);
        foreach (var issue in issues)
            Add(outcome.Add("issue"), issue);
        if (faults is { Count: > 0 })
            foreach (var issue in OperationOutcomes.Of(faults)["issue"])
                outcome.Put("issue", issue);
        return outcome.Build();
    }

    public static Element Of(OutcomeIssue issue) => Of([issue]);

    private static void Add(ElementDraft draft, OutcomeIssue issue)
    {
        if (issue.AsOf is { } time)
            draft.Add("extension").AddText("url", AsOfExtension).AddText("valueInstant", FhirInstant.Of(time));
        draft.AddText("severity", issue.Severity).AddText("code", issue.Code);
        var details = draft.Add("details");
        foreach (var (system, code, display) in issue.Codings)
        {
            var coding = details.Add("coding").AddText("system", system).AddText("code", code);
            if (display is not null)
                coding.AddText("display", display);
        }

        details.AddText("text", issue.Text);
        if (issue.HasDiagnostics)
            draft.AddText("diagnostics", issue.Text);
    }
}
