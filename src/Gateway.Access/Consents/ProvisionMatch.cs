using Gateway.Access.Decisions;
using Gateway.Access.Directories;
using Gateway.Access.Labels;
using Gateway.Fhir.Search.Values;

namespace Gateway.Access.Consents;

/// <summary>Whether a rule is about a request, but for its security labels, which say how much of the resource it covers.</summary>
internal sealed class ProvisionMatch(AccessRequest request, CallerParties caller, ResourceFacts resource, bool isPcf)
{
    private readonly long _time = request.Time.UtcTicks;

    /// <summary>True when the rule applies: in doubt a refusal does, and a permission does not.</summary>
    public bool Applies(Provision provision, Effect effect, LabelSet labels) =>
        Of(provision, effect).And(effect == Effect.Deny ? Forbids(provision, labels) : Truths.Of(Covered(provision, labels).Any)).For(effect);

    /// <summary>How much of the resource a permission covers: all of it, or which of its sensitivities.</summary>
    public static (bool All, bool Any, IReadOnlyList<Coded> Sensitivities) Covered(Provision provision, LabelSet labels)
    {
        if (provision.SecurityLabels.Count == 0)
            return (true, true, labels.Sensitivities);
        var ranks = provision.SecurityLabels.Select(ConfidentialityCodes.Of).OfType<Confidentiality>().ToList();
        if (ranks.Count > 0 && labels.Rank <= ranks.Max())
            return (true, true, labels.Sensitivities);
        var covered = labels.Sensitivities.Where(s => provision.SecurityLabels.Any(l => Sensitivities.Permits(l, s))).ToList();
        return (covered.Count > 0 && covered.Count == labels.Sensitivities.Count, covered.Count > 0, covered);
    }

    private Truth Of(Provision provision, Effect effect)
    {
        var match = provision.HasUnknown ? Truth.Unknown : Truth.True;
        if (provision.Period is { } period)
            match = match.And(Truths.Of(period.Low <= _time && _time <= period.High));
        if (provision.Actors.Count > 0)
            match = match.And(Truths.Any(provision.Actors.Select(a => a.IsRecipient ? caller.Is(a.Party) : Truth.Unknown)));
        if (provision.Actions.Count > 0)
            match = match.And(Truths.Any(provision.Actions.Select(a => ConsentActions.Is(a, request.Action))));
        if (provision.Purposes.Count > 0)
            match = match.And(Truths.Any(provision.Purposes.Select(IsPurpose)));
        if (provision.Classes.Count > 0)
            match = match.And(Truths.Any(provision.Classes.Select(resource.IsOfClass)));
        if (provision.Codes.Count > 0)
            match = match.And(Truths.Of(provision.Codes.Any(resource.Codes.Contains)));
        if (provision.Data.Count > 0)
            match = match.And(Truths.Any(provision.Data.Select(d => resource.IsData(d, isPcf))));
        if (provision.DataPeriod is { } dataPeriod)
            match = match.And(resource.Date is { } date ? Truths.Of(IsWithin(date, dataPeriod, effect)) : Truth.Unknown);
        return match;
    }

    // A permission needs all of the data within its period; a refusal is content with a part.
    private static bool IsWithin(DateValue date, DateValue period, Effect effect) => effect == Effect.Permit
        ? period.Low <= date.Low && date.High <= period.High
        : date.Low <= period.High && period.Low <= date.High;

    private Truth IsPurpose(Coded purpose) => request.Purpose is not { } asked ? Truth.Unknown
        : purpose == asked ? Truth.True : CodeSystems.IsKnown(purpose.System) && CodeSystems.IsKnown(asked.System) ? Truth.False : purpose.System == asked.System ? Truth.False : Truth.Unknown;

    // R and what is more confidential; any sensitivity of the label's kind; in doubt about a label's meaning, unknown.
    private static Truth Forbids(Provision provision, LabelSet labels)
    {
        if (provision.SecurityLabels.Count == 0)
            return Truth.True;
        var ranks = provision.SecurityLabels.Select(ConfidentialityCodes.Of).OfType<Confidentiality>().ToList();
        if (ranks.Count > 0 && labels.Rank >= ranks.Min())
            return Truth.True;
        if (provision.SecurityLabels.Any(l => labels.Sensitivities.Any(s => Sensitivities.Forbids(l, s))))
            return Truth.True;
        return provision.SecurityLabels.All(l => CodeSystems.IsKnown(l.System)) ? Truth.False : Truth.Unknown;
    }
}
