using Gateway.Access.Consents;
using Gateway.Access.Directories;
using Gateway.Access.Labels;
using Gateway.Access.Policies;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Decisions;

/// <summary>
/// Decides whether a resource may be released: (1) the labels that it bears; (2) the consents in force of every patient on it; (3) each consent's verdict, refusals first;
/// (4) every patient must permit; (5) where no consent applies the row of the policy decides. Pure: no clock, no I/O.
/// </summary>
public sealed class ConsentDecision(IReadOnlyList<ConsentRules> consents, PartyDirectory directory, TimeZoneInfo zone, PolicyRow? policy = null)
{
    public Decision Decide(AccessRequest request, Element resource)
    {
        var (facts, caller) = (new ResourceFacts(resource, zone), new CallerParties(request.Actors, directory));
        var (whole, reasons) = (ResourceLabels.Of(resource), new List<string>());
        var verdict = Of(request, caller, facts, whole, reasons);
        if (verdict == Verdict.Deny)
            return new Decision(verdict, [], reasons);
        var hidden = ResourceLabels.Parts(resource).Where(p => IsHidden(verdict, Of(request, caller, facts, whole.With(p.Labels), reasons))).Select(p => p.Path).ToList();
        return new Decision(verdict, hidden, reasons);
    }

    // Of what is permitted a part must be permitted itself.
    private static bool IsHidden(Verdict whole, Verdict part) => part == Verdict.Deny || (whole == Verdict.Permit && part != Verdict.Permit);

    private Verdict Of(AccessRequest request, CallerParties caller, ResourceFacts facts, LabelSet labels, List<string> reasons)
    {
        if (policy is not null && !policy.Allows(labels))
        {
            reasons.Add("policy: the labels are above what its row allows");
            return Verdict.Deny;
        }

        var verdicts = facts.Patients.Select(p => OfPatient(p, request, caller, facts, labels, reasons)).ToList();
        if (verdicts.Contains(Verdict.Deny))
            return Verdict.Deny;
        if (verdicts.Count > 0 && verdicts.TrueForAll(v => v == Verdict.Permit))
            return Verdict.Permit;
        if (policy is null)
            return Verdict.None;
        reasons.Add($"policy: implicit {(policy.Implicit == Effect.Permit ? "permit" : "deny")}");
        return policy.Implicit == Effect.Permit ? Verdict.Permit : Verdict.Deny;
    }

    private Verdict OfPatient(string patient, AccessRequest request, CallerParties caller, ResourceFacts facts, LabelSet labels, List<string> reasons)
    {
        var verdict = Verdict.None;
        foreach (var consent in Selected(patient, request))
        {
            var said = ConsentVerdict.Of(consent, new ProvisionMatch(request, caller, facts, consent.IsPcf), labels, reasons);
            if (said == Verdict.Deny)
                return said;
            if (said == Verdict.Permit)
                verdict = said;
        }

        return verdict;
    }

    private IEnumerable<ConsentRules> Selected(string patient, AccessRequest request)
    {
        var time = request.Time.UtcTicks;
        var own = consents.Where(c => c.IsInForce && (c.IsOfAll || IsOf(c.Patient, patient)) && (c.Given is null || c.Given.Low <= time)
            && (c.Root.Period is not { } period || (period.Low <= time && time <= period.High))
            && (c.Custodians.Count == 0 || request.Controller is not { } controller || c.Custodians.Any(k => k.Address == controller.Address || (k.Number is not null && k.Number == controller.Number)))).ToList();
        var superseded = own.SelectMany(c => c.Supersedes).ToHashSet(StringComparer.Ordinal);
        return own.Where(c => !superseded.Contains(PartyReference.Local(c.Address)));
    }

    private bool IsOf(PartyReference? named, string patient) => named is not null
        && (named.Address == patient || (named.Number is { } number && directory.Find(new PartyReference(null, number))?.Address == patient));
}
