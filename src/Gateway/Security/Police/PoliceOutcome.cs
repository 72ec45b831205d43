using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>
/// What police see of the outcome of a search: whether something is missing, by kind, once each. Which source was asked, and whether it knows
/// the person, would tell who is treated where.
/// </summary>
internal static class PoliceOutcome
{
    private static readonly string[] s_kinds = ["timeout", "throttled", "transient", "incomplete", "exception", "too-costly", "no-store", "lock-error"];

    public static Element Of(Element outcome)
    {
        var draft = PoliceProjection.Begin(outcome);
        var issues = outcome["issue"].Select(Issue).Where(i => i.Severity != "information").Distinct().ToList();
        foreach (var (severity, code) in issues.Count > 0 ? issues : [("information", "informational")])
            draft.Add("issue").AddText("severity", severity).AddText("code", code);
        return draft.Build();
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
