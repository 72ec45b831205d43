using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction;

/// <summary>
/// What is seen of the outcome of a search: whether something is missing, by kind, once each. Which source was asked, and whether it knows
/// the person, would tell who is treated where.
/// </summary>
internal static class ProjectedOutcome
{
    private static readonly string[] s_kinds = ["timeout", "throttled", "transient", "incomplete", "exception", "too-costly", "no-store", "lock-error"];

    public static Projected? Of(Element outcome, Projection projection)
    {
        var run = new ProjectionRun();
        var draft = projection.Begin(outcome, run);
        var issues = outcome["issue"].Select(Issue).Where(i => i.Severity != "information").Distinct().ToList();
        foreach (var (severity, code) in issues.Count > 0 ? issues : [("information", "informational")])
            draft.Add("issue").AddText("severity", severity).AddText("code", code);
        run.Leave("OperationOutcome.issue");
        return run.IsFaulty ? null : new Projected(draft.Build(), run.Removed);
    }

    private static (string Severity, string Code) Issue(Element issue)
    {
        var severity = issue.ChildText("severity") switch
        {
            "fatal" or "error" => "error",
            "warning" => "warning",
            _ => "information",
        };
        return (severity, issue.ChildText("code") is { } code && s_kinds.Contains(code) ? code : "processing");
    }
}
