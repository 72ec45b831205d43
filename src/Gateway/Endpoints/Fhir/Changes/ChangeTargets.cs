using Gateway.Disclosures;
using Gateway.Endpoints.Fhir.Routing;
using Gateway.Federation.Ids;
using Gateway.Federation.Own;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Security;
using Gateway.Storage;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>
/// Finds what changes are made to. What the caller does not see is not there to be changed, and what is hidden from it in part is not its to write over. An id that a client chose is no
/// secret: where it is taken by something hidden, nothing is created under it.
/// </summary>
internal sealed class ChangeTargets(ChangeConditions conditions, SourceChanges elsewhere, LedgerSource own, GatewayLedger ledger, GatewayIds ids, IEnumerable<IChangeRule> rules, OwnVersions versions, Func<string> newId)
{
    private static readonly FhirProblem s_several = new(412, "multiple-matches", "The condition finds more than one resource.");
    private static readonly FhirProblem s_process = new(422, "not-supported", "This resource is changed by a process of its own, which is no part of a transaction.");
    private static readonly FhirProblem s_made = new(405, "not-supported", "Resources of this type are made by their source, which gives them their ids: they are posted.") { Allow = ["GET", "HEAD", "POST"] };

    // There is nothing to be deleted, which is what a delete is to leave (http://hl7.org/fhir/R4/http.html#delete).
    private static readonly LocatedTarget s_nothingLeft = LocatedTarget.Of(new FhirAnswer(null, StatusCodes.Status204NoContent));

    /// <summary>What a change is made to, or the answer where there is nothing to be made.</summary>
    /// <param name="change">The change.</param>
    /// <param name="viewing">What its caller sees.</param>
    /// <param name="isAlone">False where it is part of a transaction, which the ledger alone can make.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<LocatedTarget> LocateAsync(RequestedChange change, Viewing viewing, bool isAlone, CancellationToken cancellation)
    {
        if (Refusal(change, viewing.Caller) is { } refusal)
            return LocatedTarget.Of(refusal);
        if (change is RequestedCreate && change.Preconditions.AskForSomething)
            return LocatedTarget.Of(FhirProblem.Stale);
        if (change.Id is { } id && ids.TryOpen(id, out _))
            return LocatedTarget.Of(isAlone ? await elsewhere.ApplyAsync(change, id, viewing, cancellation) : FhirAnswer.Of(s_process));
        var isMadeElsewhere = elsewhere.IsMadeElsewhere(change.Type);
        if (isMadeElsewhere && change is RequestedCreate { Condition: null } create)
            return await MadeElsewhereAsync(create, viewing, isAlone, cancellation);
        if (!isMadeElsewhere && !own.Profile.Types.Contains(change.Type))
            return LocatedTarget.Of(new FhirProblem(405, "not-supported", "Resources of this type are not kept here.") { Allow = ["GET", "HEAD"] });
        var target = change.Condition is not null ? await ByConditionAsync(change, viewing, isAlone, cancellation)
            : change.Id is { } named ? await ByIdAsync(change, named, viewing, cancellation) : LocatedTarget.Of(new LocatedChange(change, newId()));
        return target.Changes is [{ Before: not null } only] && Owner(only) is { } owner ? await TakenOverAsync(only, owner, viewing, isAlone, cancellation) : target;
    }

    private IChangeRule? Owner(LocatedChange change) => rules.FirstOrDefault(r => r.Covers(change.Type) && r.TakesOver(change));

    private static async Task<LocatedTarget> TakenOverAsync(LocatedChange change, IChangeRule owner, Viewing viewing, bool isAlone, CancellationToken cancellation)
    {
        if (!isAlone)
            return LocatedTarget.Of(s_process);
        // A patch is made to what its caller sees: what it tests and takes along must tell of nothing else.
        var (content, faults) = change.Requested.Over(viewing.See(change.Before!) ?? default);
        return LocatedTarget.Of(faults.Count > 0 ? FhirAnswer.Of(FhirProblem.Invalid(faults, 422)) : await owner.TakeOverAsync(change, content, viewing, cancellation));
    }

    private FhirProblem? Refusal(RequestedChange change, Caller caller)
    {
        var interaction = change switch { RequestedCreate => Interaction.Create, RequestedDelete => Interaction.Delete, _ => Interaction.Update };
        if (!caller.Grant(interaction, change.Type).IsAllowed || (change.Condition is not null && !caller.Grant(Interaction.Search, change.Type).IsAllowed))
            return FhirProblem.Forbidden;
        return rules.Where(r => r.Covers(change.Type)).Select(r => r.Refusal(caller, change)).FirstOrDefault(p => p is not null);
    }

    private async Task<LocatedTarget> ByIdAsync(RequestedChange change, string id, Viewing viewing, CancellationToken cancellation)
    {
        if (!ResourceIdConstraint.IsMet(id))
            return LocatedTarget.Of(FhirProblem.InvalidId);
        var stored = await ledger.FindAsync(change.Type, id, cancellation);
        if (stored is null)
            return await MissingAsync(new LocatedChange(change, id), viewing, cancellation);

        // Of what was deleted, its last version says who could see it.
        if (await versions.ContentAsync(stored, cancellation) is not { } before)
            return await HiddenAsync(change, viewing, cancellation);
        await versions.KnowAsync(viewing, before, cancellation);
        var target = await SeenAsync(new LocatedChange(change, id) { Before = before, Version = stored.Version }, viewing, cancellation);
        return target.Changes is not [var seen] ? target : stored.IsDeleted ? Deleted(seen) : AsItStands(seen);
    }

    private static LocatedTarget AsItStands(LocatedChange change) => change.Requested.Preconditions.Allow(change.Before!.Resource, change.VersionId) ? LocatedTarget.Of(change) : LocatedTarget.Of(FhirProblem.Stale);

    private static LocatedTarget Deleted(LocatedChange change) => change.Requested switch
    {
        RequestedPatch => LocatedTarget.Of(FhirProblem.Gone),
        { Preconditions: var asked } when !asked.AllowAfterDeletion(change.VersionId!) => LocatedTarget.Of(FhirProblem.Stale),
        RequestedDelete => s_nothingLeft,
        _ => LocatedTarget.Of(change with { Before = null }),
    };

    private async Task<LocatedTarget> ByConditionAsync(RequestedChange change, Viewing viewing, bool isAlone, CancellationToken cancellation)
    {
        var (found, problem) = await conditions.LookAsync(change.Type, change.Condition!, change is RequestedDelete, viewing, cancellation);
        if (found is null)
            return LocatedTarget.Of(problem!);
        if (found.Count > found.Most || (found.Count > 1 && found.Elsewhere.Count > 0))
            return LocatedTarget.Of(s_several);
        if (found.Count == 0)
            return await NoneAsync(change, found, viewing, isAlone, cancellation);
        if (found.Elsewhere is [var only])
            return await ElsewhereAsync(change, only, viewing, isAlone, cancellation);
        if (change is RequestedCreate)
            return await FoundAsync(found.Seen[0].Resource, viewing, cancellation);
        if (change is RequestedUpdate { Content: var content } && content.ChildText("id") is { } given && given != found.Seen[0].Resource.Id)
            return LocatedTarget.Of(new FhirProblem(400, "invalid", "The condition finds another resource than the one whose id the content bears."));
        var changes = new List<LocatedChange>();
        foreach (var (resource, version) in found.Seen)
        {
            var target = await SeenAsync(new LocatedChange(change, resource.Id) { Before = resource, Version = version, Premise = changes.Count == 0 ? found.Premise : null }, viewing, cancellation);
            if (target.Changes is [var seen])
                target = AsItStands(seen);
            if (target.Answer is not null)
                return target;
            changes.AddRange(target.Changes);
        }

        return new LocatedTarget(changes) { Address = changes[0].Address };
    }

    // What a source has is found by a create too, and is changed by nobody but it.
    private async Task<LocatedTarget> ElsewhereAsync(RequestedChange change, Element found, Viewing viewing, bool isAlone, CancellationToken cancellation)
    {
        var (id, address) = (found.ChildText("id")!, $"{change.Type}/{found.ChildText("id")}");
        if (change is RequestedCreate)
            return LocatedTarget.Of(new FhirAnswer(await viewing.ReleaseAsync(found, cancellation)) { Modified = ReadEndpoint.ModifiedOf(found), Location = address }) with { Address = address };
        return LocatedTarget.Of(isAlone ? await elsewhere.ApplyAsync(change with { Id = id }, id, viewing, cancellation) : FhirAnswer.Of(s_process));
    }

    private async Task<LocatedTarget> MadeElsewhereAsync(RequestedCreate create, Viewing viewing, bool isAlone, CancellationToken cancellation) =>
        LocatedTarget.Of(isAlone ? await elsewhere.CreateAsync(create, viewing, cancellation) : FhirAnswer.Of(s_process));

    private async Task<LocatedTarget> NoneAsync(RequestedChange change, LookedAt found, Viewing viewing, bool isAlone, CancellationToken cancellation)
    {
        if (change is RequestedCreate create)
            return elsewhere.IsMadeElsewhere(change.Type) ? await MadeElsewhereAsync(create, viewing, isAlone, cancellation) : LocatedTarget.Of(new LocatedChange(change, newId()) { Premise = found.Premise });
        // What it was made to may not be what it finds any more.
        if (isAlone && await elsewhere.ToldAsync(change, viewing, cancellation) is { } told)
            return LocatedTarget.Of(told);
        if (change is not RequestedUpdate { Content: var content })
            return await NotFoundAsync(viewing, cancellation, change is not RequestedDelete ? null : change.Preconditions.AskForSomething ? LocatedTarget.Of(FhirProblem.Stale) : s_nothingLeft);
        if (content.ChildText("id") is not { } given)
            return await MissingAsync(new LocatedChange(change, newId()) { Premise = found.Premise }, viewing, cancellation);
        if (ids.TryOpen(given, out _))
            return await NotFoundAsync(viewing, cancellation);
        var target = await ByIdAsync(change, given, viewing, cancellation);
        return target.Changes is not [var located] ? target
            : located.IsNew ? LocatedTarget.Of(located with { Premise = found.Premise }) : LocatedTarget.Of(new FhirProblem(409, "conflict", "The condition finds nothing, and the id that the content bears is taken."));
    }

    // Whoever may not create is told what whoever may not see is told.
    private async Task<LocatedTarget> MissingAsync(LocatedChange change, Viewing viewing, CancellationToken cancellation)
    {
        if (elsewhere.IsMadeElsewhere(change.Type))
            return LocatedTarget.Of(s_made);
        if (change.Requested is not RequestedUpdate || !viewing.Caller.Grant(Interaction.Create, change.Type).IsAllowed)
            return await NotFoundAsync(viewing, cancellation);
        return change.Requested.Preconditions.AskForSomething ? LocatedTarget.Of(FhirProblem.Stale) : LocatedTarget.Of(change);
    }

    // Preconditions say of what is hidden what they say of what is missing.
    private static Task<LocatedTarget> HiddenAsync(RequestedChange change, Viewing viewing, CancellationToken cancellation) =>
        NotFoundAsync(viewing, cancellation, change is RequestedUpdate { Preconditions.AskForSomething: true } && viewing.Caller.Grant(Interaction.Create, change.Type).IsAllowed ? LocatedTarget.Of(FhirProblem.Stale) : null);

    private async Task<LocatedTarget> SeenAsync(LocatedChange change, Viewing viewing, CancellationToken cancellation)
    {
        if (viewing.See(change.Before!) is not { } seen)
            return await HiddenAsync(change.Requested, viewing, cancellation);
        if (seen != change.Before!.Resource && Owner(change) is null)
        {
            await viewing.RefuseAsync(cancellation);
            return LocatedTarget.Of(FhirProblem.HiddenInPart);
        }

        return LocatedTarget.Of(change);
    }

    private static async Task<LocatedTarget> FoundAsync(RecordResource resource, Viewing viewing, CancellationToken cancellation)
    {
        if (viewing.See(resource) is not { } seen)
            return await NotFoundAsync(viewing, cancellation);
        return LocatedTarget.Of(new FhirAnswer(await viewing.ReleaseAsync(seen, cancellation)) { Version = resource.Version, Modified = ReadEndpoint.ModifiedOf(seen), Location = $"{resource.Address}/_history/{resource.Version}" }) with { Address = resource.Address };
    }

    private static async Task<LocatedTarget> NotFoundAsync(Viewing viewing, CancellationToken cancellation, LocatedTarget? told = null)
    {
        await viewing.RefuseAsync(cancellation);
        return told ?? LocatedTarget.Of(FhirProblem.NotFound);
    }
}
