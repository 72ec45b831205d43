using Gateway.Access.Consents;
using Gateway.Access.Directories;
using Gateway.Access.Labels;
using Gateway.Access.Policies;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Decisions;

/// <summary>
/// What consents say of a resource, with or without a row of the policy: (1) the labels that it bears; (2) the consents in force of every patient on it; (3) each consent's
/// verdict, refusals first; (4) every patient must permit; (5) where no consent applies the row decides. Pure: no clock, no I/O.
/// </summary>
public sealed class ConsentDecision(IReadOnlyList<ConsentRules> consents, PartyDirectory directory, TimeZoneInfo zone, PolicyRow? policy = null)
{
    public Decision Decide(AccessRequest request, Element resource)
    {
        var facts = new ResourceFacts(resource, zone);
        var asked = new AskedConsents(consents.Select(c => (c, (IReadOnlySet<string>?)null, true)), request, new CallerParties(request.Actors, directory), directory);
        var controller = new Controller(request.Controller is { } given ? [given] : [], directory);
        var (whole, reasons) = (facts.Stored, new List<Reason>());
        var verdict = Of(asked, controller, facts, whole, reasons);
        var hidden = verdict == Verdict.Deny || !facts.HasLabelledParts ? []
            : ResourceLabels.Parts(resource).Where(p => IsHidden(verdict, Of(asked, controller, facts, whole.With(p.Labels), reasons))).Select(p => p.Path).ToList();
        return new Decision(verdict, hidden, [.. reasons.Select(Text)]);
    }

    /// <summary>Of what is permitted a part must be permitted itself.</summary>
    internal static bool IsHidden(Verdict whole, Verdict part) => part == Verdict.Deny || (whole == Verdict.Permit && part != Verdict.Permit);

    private Verdict Of(AskedConsents asked, Controller controller, ResourceFacts facts, LabelSet labels, List<Reason> reasons)
    {
        if (policy is not null && !policy.Allows(labels))
        {
            reasons.Add(new Reason("1d", "policy", "the labels are above what its row allows"));
            return Verdict.Deny;
        }

        var verdict = asked.OfAll(facts, controller, labels, null, reasons);
        if (verdict != Verdict.None || policy is null)
            return verdict;
        reasons.Add(new Reason("6", "policy", $"implicit {(policy.Implicit == Effect.Permit ? "permit" : "deny")}"));
        return policy.Implicit == Effect.Permit ? Verdict.Permit : Verdict.Deny;
    }

    private static string Text(Reason reason) => reason.Rule.Contains('#', StringComparison.Ordinal) ? reason.Rule : $"{reason.Rule}: {reason.Text}";
}
