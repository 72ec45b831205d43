using Gateway.Access.Decisions;
using Gateway.Access.Directories;
using Gateway.Access.Labels;
using Gateway.Fhir.Search.Values;

namespace Gateway.Access.Consents;

/// <summary>What each condition of a rule says of a request or of a resource.</summary>
internal static class ProvisionMatch
{
    /// <summary>What the conditions say that are about the request alone: time, actors, action, purpose. The same for all resources of a request.</summary>
    public static Truth OfRequest(Provision provision, AccessRequest request, CallerParties caller)
    {
        var time = request.Time.UtcTicks;
        var match = provision.HasUnknown ? Truth.Unknown : Truth.True;
        if (provision.Period is { } period)
            match = match.And(Truths.Of(period.Low <= time && time <= period.High));
        if (provision.Actors.Count > 0)
            match = match.And(Truths.Any(provision.Actors.Select(a => a.IsRecipient ? caller.Is(a.Party) : Truth.Unknown)));
        if (provision.Actions.Count > 0)
            match = match.And(Truths.Any(provision.Actions.Select(a => ConsentActions.Is(a, request.Action))));
        if (provision.Purposes.Count > 0)
            match = match.And(Truths.Any(provision.Purposes.Select(p => IsPurpose(p, request.Purpose))));
        return match;
    }

    /// <summary>What the conditions say that are about the resource, but for its labels.</summary>
    public static Truth OfResource(Provision provision, Effect effect, ResourceFacts resource, bool isPcf)
    {
        var match = Truth.True;
        if (provision.Classes.Count > 0)
            match = match.And(IsAnyClass(provision.Classes, resource));
        if (provision.Codes.Count > 0)
            match = match.And(Truths.Of(HasAny(provision, resource)));
        if (provision.Data.Count > 0)
            match = match.And(IsAnyData(provision.Data, resource, isPcf));
        if (provision.DataPeriod is { } dataPeriod)
            match = match.And(resource.Date is { } date ? Truths.Of(IsWithin(date, dataPeriod, effect)) : Truth.Unknown);
        return match;
    }

    /// <summary>Whether a refusal reaches these labels: R and what is more confidential; any sensitivity of the label's kind; in doubt about a label's meaning, unknown.</summary>
    public static Truth Forbids(Provision provision, LabelSet labels)
    {
        if (provision.SecurityLabels.Count == 0 || labels.Rank >= provision.LowestRank)
            return Truth.True;
        foreach (var label in provision.SecurityLabels)
            foreach (var sensitivity in labels.Sensitivities)
                if (Sensitivities.Forbids(label, sensitivity))
                    return Truth.True;
        return provision.AreLabelsKnown ? Truth.False : Truth.Unknown;
    }

    private static Truth IsAnyClass(IReadOnlyList<Coded> classes, ResourceFacts resource)
    {
        var match = Truth.False;
        foreach (var @class in classes)
            match = match.Or(resource.IsOfClass(@class));
        return match;
    }

    private static bool HasAny(Provision provision, ResourceFacts resource)
    {
        for (var i = 0; i < provision.Codes.Count; i++)
            if (resource.Has(provision.Codes[i], provision.CodesUtf8[i]))
                return true;
        return false;
    }

    private static Truth IsAnyData(IReadOnlyList<ProvisionData> data, ResourceFacts resource, bool isPcf)
    {
        var match = Truth.False;
        foreach (var one in data)
            match = match.Or(resource.IsData(one, isPcf));
        return match;
    }

    // A permission needs all of the data within its period; a refusal is content with a part.
    private static bool IsWithin(DateValue date, DateValue period, Effect effect) => effect == Effect.Permit
        ? period.Low <= date.Low && date.High <= period.High
        : date.Low <= period.High && period.Low <= date.High;

    private static Truth IsPurpose(Coded purpose, Coded? given) => given is not { } asked ? Truth.Unknown
        : purpose == asked ? Truth.True : CodeSystems.IsKnown(purpose.System) && CodeSystems.IsKnown(asked.System) ? Truth.False : purpose.System == asked.System ? Truth.False : Truth.Unknown;
}
