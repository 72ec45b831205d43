using Gateway.Access.Consents;
using Gateway.Access.Labels;
using Gateway.Access.Policies;
using Gateway.Access.Redaction;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Decisions;

/// <summary>
/// The decision over one resource: (1c) a row of the policy, and what it demands of the caller; (2) the labels; (1d) what the row lets through at all; (3) the consents at hand;
/// (5, 6) their verdicts together, or the row's own; (7) what stands in their place in an emergency or on a legal basis; (8) the elements that are left.
/// </summary>
internal sealed class ResourceDecision(AccessSession session, Element resource, LabelSet around, DataOrigin origin, PersonConsents consents, bool explain)
{
    private readonly List<Reason>? _reasons = explain ? [] : null;
    private readonly ResourceFacts _facts = new(resource, session.Zone, session.Policies.Labels);
    private readonly List<string> _said = [];
    private LabelSet _labels = LabelSet.None;
    private LabelSet _floor = LabelSet.None;
    private LabelSet _borne = LabelSet.None;
    private PolicyRow? _row;
    private string? _lifted;

    public Decided Decide()
    {
        var type = resource.Type.Name;
        _floor = session.Policies.Labels.FloorOf(origin.Kind, type);
        _borne = _facts.Stored.With(around);
        _labels = session.Policies.Labels.Of(_borne, _facts.Rules, _floor);
        _row = session.Row(origin.Controller, type);
        if (_reasons is not null)
            Explain(type);
        if (_row is not { } row || !MayAsk(row) || !IsAboutContained(row) || !Allows(row, _labels, "the resource") || Verdicts(row, _labels) != Verdict.Permit)
            return Denied();
        return Elements(row);
    }

    // 1c: what the row demands of the caller and of the request.
    private bool MayAsk(PolicyRow row)
    {
        foreach (var fact in row.Facts)
            if (!session.Request.Facts.Contains(fact))
                return Refuse("1c", row.Id, $"the caller is not known to be {fact}");
        if (row.NeedsBasis && !HasBasis())
            return Refuse("1c", row.Id, session.Request.Basis is null ? "the request names no legal basis" : "the request's legal basis has expired, or does not say who authorised it");
        return true;
    }

    private bool HasBasis() => session.Request.Basis is { Id.Length: > 0, Authoriser.Length: > 0 } basis && basis.Expires > session.Request.Time;

    // What is inside a resource is not smuggled past a row that is about some types only.
    private bool IsAboutContained(PolicyRow row)
    {
        foreach (var type in _facts.Contained)
            if (!row.IsAbout(type))
                return Refuse("1c", row.Id, $"it is not about {type}, which the resource contains");
        return true;
    }

    // 1d
    private bool Allows(PolicyRow row, LabelSet labels, string what) => row.Allows(labels) || Refuse("1d", row.Id, $"{what} is above what it lets through");

    // 3 to 7: what consents say, or what stands in their place; where none says anything, what the row says.
    private Verdict Verdicts(PolicyRow row, LabelSet labels)
    {
        if (_facts.Patients.Count == 0)
            return Implicit(row, "the resource is about no patient");
        if (!consents.IsAnswerable)
        {
            Refuse("3", "", "nobody can tell which consents there are");
            return Verdict.Deny;
        }

        if (IsLifted(row, labels))
            return Verdict.Permit;
        var verdict = session.Asked(consents).OfAll(_facts, session.Controller(origin.Controller), labels, _said, _reasons);
        return verdict == Verdict.None ? Implicit(row, "no consent decides") : verdict;
    }

    private Verdict Implicit(PolicyRow row, string why)
    {
        _reasons?.Add(new Reason("6", row.Id, $"{why}: {(row.Implicit == Effect.Permit ? "the row permits" : "the row refuses")}"));
        return row.Implicit == Effect.Permit ? Verdict.Permit : Verdict.Deny;
    }

    // 7: an emergency is never inferred from a purpose; a grant counts for its user, its purpose, its people and its time alone. A legal basis is about one person.
    private bool IsLifted(PolicyRow row, LabelSet labels)
    {
        var request = session.Request;
        if (row.BreakGlass is { } ceiling && request.Emergency is { } grant && grant.User == request.User && grant.Purpose == request.Purpose && grant.Expires > request.Time && labels.Rank <= ceiling && AreAllIn(grant.Patients))
            return Lift(grant.Id, "the emergency grant stands in place of consents");
        if (row.BasisCeiling is { } most && HasBasis() && labels.Rank <= most && _facts.Patients.Count == 1)
            return Lift(request.Basis!.Id, "the legal basis stands in place of consents");
        return false;
    }

    private bool Lift(string id, string text)
    {
        _lifted = id;
        _reasons?.Add(new Reason("7", id, text));
        return true;
    }

    private bool AreAllIn(IReadOnlySet<string> granted)
    {
        foreach (var patient in _facts.Patients)
            if (!granted.Contains(patient))
                return false;
        return true;
    }

    // 8: parts that bear labels of their own and could not pass by themselves are taken out, then what the row's projection does not show.
    private Decided Elements(PolicyRow row)
    {
        var hidden = _facts.HasLabelledParts ? HiddenParts(row) : [];
        var left = hidden.Count == 0 ? new Projected(resource, []) : Redactor.Without(resource, hidden);
        if (left is null)
            return Withheld(row, "what is left without its labelled parts would mean something else");
        var removed = left.Removed;
        if (row.Projection is { } name)
        {
            left = session.Policies.Projections.Find(name)?.Apply(left.Resource);
            if (left is null)
                return Withheld(row, $"the projection {name} shows nothing of it");
            removed = removed.Count == 0 ? left.Removed : [.. removed, .. left.Removed];
        }

        _reasons?.Add(new Reason("8", row.Id, removed.Count == 0 ? "all of it is shown" : $"shown without {string.Join(", ", removed)}"));
        return Result(Verdict.Permit) with { Shown = left.Resource, Removed = removed };
    }

    private List<string> HiddenParts(PolicyRow row)
    {
        var hidden = new List<string>();
        foreach (var part in ResourceLabels.Parts(resource))
            if (_labels.With(part.Labels) is var labels && (!Allows(row, labels, part.Path) || Verdicts(row, labels) != Verdict.Permit))
                hidden.Add(part.Path);
        return hidden;
    }

    private Decided Withheld(PolicyRow row, string why)
    {
        _reasons?.Add(new Reason("8", row.Id, why));
        return Denied();
    }

    private Decided Denied() => Result(Verdict.Deny);

    private Decided Result(Verdict verdict) => new()
    {
        Verdict = verdict,
        Row = _row?.Id,
        Projection = _row?.Projection,
        Labels = _labels,
        Borne = _borne,
        Floor = _floor,
        Patients = _facts.Patients,
        Consents = _said,
        Lifted = _lifted,
        Reasons = (IReadOnlyList<Reason>?)_reasons ?? [],
    };

    private bool Refuse(string step, string rule, string text)
    {
        _reasons?.Add(new Reason(step, rule, text));
        return false;
    }

    private void Explain(string type)
    {
        _reasons!.Add(_row is { } row
            ? new Reason("1c", row.Id, $"{row.Recipient} for {row.Purpose?.Code}, data of {origin.Controller}")
            : new Reason("1c", "", session.WhyNoRow(origin.Controller, type)));
        if (_facts.Stored != LabelSet.None)
            _reasons.Add(new Reason("2", "stored", _facts.Stored.ToText()));
        if (around != LabelSet.None)
            _reasons.Add(new Reason("2", "around it", around.ToText()));
        if (_floor != LabelSet.None)
            _reasons.Add(new Reason("2", $"floor of {origin.Kind}", _floor.ToText()));
        foreach (var set in session.Policies.Labels.SetsOf(_facts.Rules))
            _reasons.Add(new Reason("2", set.Name, set.Labels.ToText()));
    }
}
