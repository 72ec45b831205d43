using Gateway.Conformance;
using Gateway.Endpoints.Fhir;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Endpoints.Fhir.Patches;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Sources.Interfaces;

namespace Gateway.Proxy;

/// <summary>
/// Creates, changes or deletes a resource in a source whose configuration lets callers do so: (1) the content is read and validated; (2) the caller must see the whole of what was there and of what it becomes; (3) it
/// is sent once, against the version that was seen; (4) what the source made of it is given back. What is hidden from the caller in part cannot be replaced by it.
/// </summary>
internal sealed class ProxyWrite(ProxyFrame frame, AnsweredValidator validator)
{
    // No id of FHIR's holds this letter, so that what is to be never stands for what is there.
    private const string ToBe = "#to-be";
    private const int MaxBytes = 1024 * 1024;

    private static readonly FhirProblem s_unversioned = new(422, "not-supported", "The source tells no versions, by which a patch could be made to what was seen.");

    public async Task<IResult> WriteAsync(FhirInterface source, ProxyPath path, HttpContext http)
    {
        var (caller, interaction) = (http.Caller(), path.Id is null ? Interaction.Create : Interaction.Update);
        if (!caller.Grant(interaction, path.Type).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        if (http.Request.Headers.IfNoneMatch.Count > 0 || http.Request.Headers.ContainsKey("If-None-Exist"))
            return FhirAnswer.Of(new FhirProblem(400, "not-supported", "Conditional creates are not passed on."));
        var (content, problem) = await FhirBody.ReadAsync(http.Request, MaxBytes, http.RequestAborted);
        var fault = problem ?? await FaultAsync(path, content, http.RequestAborted);
        if (fault is not null)
            return FhirAnswer.Of(fault);
        var (session, unopened) = await frame.OpenAsync(source, path, path.Id is null ? "create" : "update", http, Interaction.Read);
        if (session is null)
            return FhirAnswer.Of(unopened!);
        var (before, refusal) = path.Id is null ? (null, null) : await BeforeAsync(session, path, Interaction.Update, http);
        return await ChangeAsync(session, path, content, before, refusal, http);
    }

    /// <summary>A patch is made here, to the whole that the caller sees, and sent as an update of that version.</summary>
    public async Task<IResult> PatchAsync(FhirInterface source, ProxyPath path, HttpContext http)
    {
        if (!http.Caller().Grant(Interaction.Update, path.Type).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var (patch, _, fault) = await PatchBody.ReadAsync(http);
        if (patch is null)
            return FhirAnswer.Of(fault!);
        var (session, problem) = await frame.OpenAsync(source, path, "patch", http, Interaction.Read);
        if (session is null)
            return FhirAnswer.Of(problem!);
        var (before, refusal) = await BeforeAsync(session, path, Interaction.Update, http);
        if (before is null || refusal is not null)
            return await FhirAnswer.RefusedAsync(session.Viewing, refusal!, http.RequestAborted);
        if (before.Version is null)
            return await FhirAnswer.RefusedAsync(session.Viewing, s_unversioned, http.RequestAborted);
        var (content, faults) = PatchChange.Of(path.Type, patch).Over(session.Given(before.Resource));
        refusal = faults.Count > 0 ? FhirProblem.Invalid(faults, 422) : await FaultAsync(path, content, http.RequestAborted);
        return await ChangeAsync(session, path, content, before, refusal, http);
    }

    /// <summary>Deletes what the caller sees whole. The trail of it is on the disk before the source is asked.</summary>
    public async Task<IResult> DeleteAsync(FhirInterface source, ProxyPath path, HttpContext http)
    {
        if (!http.Caller().Grant(Interaction.Delete, path.Type).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var (session, problem) = await frame.OpenAsync(source, path, "delete", http, Interaction.Read);
        if (session is null)
            return FhirAnswer.Of(problem!);
        var (before, refusal) = await BeforeAsync(session, path, Interaction.Delete, http);
        if (before is null || refusal is not null)
            return await FhirAnswer.RefusedAsync(session.Viewing, refusal!, http.RequestAborted);
        await session.Viewing.ReleaseAsync(session.Given(before.Resource), [before.Address], http.RequestAborted);
        var reply = await source.DeleteAsync(path.Inner, before.Version is null ? null : EntityTags.Of(before.Version), session.Rewriter, http.RequestAborted);
        return reply.State == SourceState.Answered ? new FhirAnswer(null, StatusCodes.Status204NoContent) : await FhirAnswer.RefusedAsync(session.Viewing, ProxyProblems.Of(source.Source, reply), http.RequestAborted);
    }

    private static async Task<IResult> ChangeAsync(ProxySession session, ProxyPath path, Element content, RecordResource? before, FhirProblem? refusal, HttpContext http)
    {
        if (before is not null && refusal is null)
            content = KeptLabels.Of(before.Resource, content, bare => session.Viewing.LabelsOf(bare, before.Source));
        refusal ??= ScopedChange.IsAllowed(http.Caller(), path.Id is null ? Interaction.Create : Interaction.Update, content) ? await AfterAsync(session, content, http.RequestAborted) : FhirProblem.Forbidden;
        return refusal is null ? await SendAsync(session, path, content, before?.Version, http.RequestAborted) : await FhirAnswer.RefusedAsync(session.Viewing, refusal, http.RequestAborted);
    }

    private async Task<FhirProblem?> FaultAsync(ProxyPath path, Element content, CancellationToken cancellation)
    {
        if (content.Type.Name != path.Type || (path.Id is not null && content.ChildText("id") != path.Id))
            return new FhirProblem(400, "invalid", "The content is to be a resource of that type, and of that id where the address has one.");
        var faults = (await validator.ValidateAsync(content, null, cancellation)).Faults.Where(f => f is { IsWarning: false, IsNote: false }).ToList();
        return faults.Count > 0 ? FhirProblem.Invalid(faults, 422) : null;
    }

    // What was seen, and its version, against which the change is made.
    private static async Task<(RecordResource? Before, FhirProblem? Refusal)> BeforeAsync(ProxySession session, ProxyPath path, Interaction interaction, HttpContext http)
    {
        var reply = await session.Source.ReadAsync(path.Inner, session.Rewriter, http.RequestAborted);
        if (reply.State != SourceState.Answered || reply.Resource.IsNone || reply.Resource.Type.Name != path.Type || reply.Resource.ChildText("id") != path.Id)
            return (null, ProxyProblems.Of(session.Source.Source, reply));
        var (added, failure) = await session.AddAsync([reply.Resource], reply.Version, http.RequestAborted);
        if (failure is not null)
            return (null, ProxyProblems.Of(session.Source.Source, failure));
        if (added is not [var before] || session.See(before) is null)
            return (null, FhirProblem.NotFound);
        if (!session.Viewing.SeesWhole(before) || !ScopedChange.IsAllowed(http.Caller(), interaction, before.Resource))
            return (null, FhirProblem.HiddenInPart);
        return Preconditions.Of(http.Request).Allow(before.Resource, reply.Version) ? (before, null) : (null, FhirProblem.Stale);
    }

    private static async Task<FhirProblem?> AfterAsync(ProxySession session, Element content, CancellationToken cancellation)
    {
        var (added, failure) = await session.AddAsync([content], null, cancellation, $"{content.ChildText("id")}{ToBe}");
        if (failure is not null)
            return ProxyProblems.Of(session.Source.Source, failure);
        return added is [var after] && session.Viewing.SeesWhole(after) ? null : FhirProblem.Unseen;
    }

    private static async Task<IResult> SendAsync(ProxySession session, ProxyPath path, Element content, string? version, CancellationToken cancellation)
    {
        var draft = session.Inner(content).Edit();
        if (path.Id is null)
            draft.Remove("id");
        var reply = await session.Source.WriteAsync(draft.Build(), version is null ? null : $"W/\"{version}\"", session.Rewriter, cancellation);
        var (added, failure) = reply.State == SourceState.Answered && !reply.Resource.IsNone ? await session.AddAsync([reply.Resource], reply.Version, cancellation) : ([], reply);
        if (failure is not null)
            return await FhirAnswer.RefusedAsync(session.Viewing, ProxyProblems.Of(session.Source.Source, failure), cancellation);

        if (added is not [RecordResource made] || session.See(made) is not { } seen)
            return FhirAnswer.Of(ProxyProblems.Unusable(session.Source.Source));
        return new FhirAnswer(await session.Viewing.ReleaseAsync(seen, [made.Address], cancellation), path.Id is null ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        {
            Version = reply.Version,
            Location = path.Id is null ? $"{session.Outer}/{path.Type}/{seen.ChildText("id")}{(reply.Version is null ? "" : $"/_history/{reply.Version}")}" : null,
        };
    }
}
