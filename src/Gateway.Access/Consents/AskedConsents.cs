using System.Collections.Concurrent;
using Gateway.Access.Decisions;
using Gateway.Access.Directories;
using Gateway.Access.Labels;

namespace Gateway.Access.Consents;

/// <summary>The consents at hand, made ready for one request: those in force, each with what it says of time, actors, action and purpose. May be used by many threads.</summary>
internal sealed class AskedConsents
{
    private readonly PartyDirectory _directory;
    private readonly List<AskedConsent> _all = [];
    private readonly ConcurrentDictionary<(string Patient, Controller Controller), (AskedConsent Consent, bool IsSure)[]> _selected = new();

    public AskedConsents(IEnumerable<(ConsentRules Consent, IReadOnlySet<string>? Patients, bool IsTheirs)> consents, AccessRequest request, CallerParties caller, PartyDirectory directory)
    {
        _directory = directory;
        foreach (var (consent, patients, isTheirs) in consents)
            if (AskedConsent.IsInForce(consent, request.Time.UtcTicks))
                _all.Add(AskedConsent.Of(consent, patients, request, caller) with { IsTheirs = isTheirs });
    }

    /// <summary>What all patients' consents say together: one refusal refuses, and all must permit.</summary>
    /// <param name="resource">What is asked for.</param>
    /// <param name="controller">Whose record it is.</param>
    /// <param name="labels">The labels of it, or of its part.</param>
    /// <param name="said">Takes the consents that said something.</param>
    /// <param name="reasons">Takes the rules that decided; null where nobody asks for them.</param>
    public Verdict OfAll(ResourceFacts resource, Controller controller, LabelSet labels, List<string>? said, List<Reason>? reasons)
    {
        var (isDenied, isPermitted) = (false, resource.Patients.Count > 0);
        foreach (var patient in resource.Patients)
        {
            var verdict = Of(patient, controller, resource, labels, said, reasons);
            isDenied |= verdict == Verdict.Deny;
            isPermitted &= verdict == Verdict.Permit;
        }

        return isDenied ? Verdict.Deny : isPermitted ? Verdict.Permit : Verdict.None;
    }

    /// <summary>What a patient's consents say, refusals first.</summary>
    public Verdict Of(string patient, Controller controller, ResourceFacts resource, LabelSet labels, List<string>? said, List<Reason>? reasons)
    {
        var verdict = Verdict.None;
        foreach (var (consent, isSure) in Selected(patient, controller))
        {
            var one = ConsentVerdict.Of(consent, resource, labels, reasons);
            if (one != Verdict.None && said is not null && !said.Contains(consent.Rules.Address))
                said.Add(consent.Rules.Address);
            if (one == Verdict.Deny)
                return one;
            if (one == Verdict.Permit && isSure)
                verdict = one;
        }

        return verdict;
    }

    private (AskedConsent Consent, bool IsSure)[] Selected(string patient, Controller controller) =>
        _selected.TryGetValue((patient, controller), out var known) ? known : _selected[(patient, controller)] = Select(patient, controller);

    // One that was explicitly superseded by another in force counts no more; a newer date alone never supersedes. One of which nobody can tell whether it is about this controller, or this person, can refuse only.
    private (AskedConsent Consent, bool IsSure)[] Select(string patient, Controller controller)
    {
        var own = _all.Where(c => c.IsOf(patient, _directory)).Select(c => (Consent: c, Covers: controller.IsCoveredBy(c.Rules))).Where(c => c.Covers != Truth.False).ToList();
        var superseded = own.Where(IsSure).SelectMany(c => c.Consent.Rules.Supersedes).ToHashSet(StringComparer.Ordinal);
        return [.. own.Where(c => !superseded.Contains(PartyReference.Local(c.Consent.Rules.Address))).Select(c => (c.Consent, IsSure(c)))];

        static bool IsSure((AskedConsent Consent, Truth Covers) one) => one.Covers == Truth.True && one.Consent.IsTheirs;
    }
}
