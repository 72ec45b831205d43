using Gateway.Conformance;
using Gateway.Endpoints.Fhir;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Sources.Interfaces;

namespace Gateway.Proxy;

/// <summary>
/// Creates or changes a resource in a source whose configuration lets callers do so: (1) the content is read and validated; (2) the caller must see the whole of what was there and of what it becomes; (3) it
/// is sent once, against the version that was seen; (4) what the source made of it is given back. What is hidden from the caller in part cannot be replaced by it.
/// </summary>
internal sealed class ProxyWrite(ProxyFrame frame, AnsweredValidator validator)
{
    // No id of FHIR's holds this letter, so that what is to be never stands for what is there.
    private const string ToBe = "#to-be";
    private const int MaxBytes = 1024 * 1024;

    public async Task<IResult> WriteAsync(FhirInterface source, ProxyPath path, HttpContext http)
    {
        var (caller, interaction) = (http.Caller(), path.Id is null ? Interaction.Create : Interaction.Update);
        if (!caller.Grant(interaction, path.Type).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        if (http.Request.Headers.IfNoneMatch.Count > 0 || http.Request.Headers.ContainsKey("If-None-Exist"))
            return FhirAnswer.Of(new FhirProblem(400, "not-supported", "Conditional creates are not passed on."));
        var (content, fault) = await ReadAsync(path, http);
        if (fault is not null)
            return FhirAnswer.Of(fault);
        var (session, problem) = await frame.OpenAsync(source, path, path.Id is null ? "create" : "update", http, Interaction.Read);
        if (session is null)
            return FhirAnswer.Of(problem!);
        var (version, refusal) = path.Id is null ? (null, null) : await BeforeAsync(session, path, caller, http);
        refusal ??= ScopedChange.IsAllowed(caller, interaction, content) ? await AfterAsync(session, content, http.RequestAborted) : FhirProblem.Forbidden;
        if (refusal is null)
            return await SendAsync(session, path, content, version, http.RequestAborted);
        await session.Viewing.RefuseAsync(http.RequestAborted);
        return FhirAnswer.Of(refusal);
    }

    private async Task<(Element Content, FhirProblem? Fault)> ReadAsync(ProxyPath path, HttpContext http)
    {
        var (content, problem) = await FhirBody.ReadAsync(http.Request, MaxBytes, http.RequestAborted);
        if (problem is not null)
            return (default, problem);
        if (content.Type.Name != path.Type || (path.Id is not null && content.ChildText("id") != path.Id))
            return (default, new FhirProblem(400, "invalid", "The content is to be a resource of that type, and of that id where the address has one."));
        var faults = (await validator.ValidateAsync(content, null, http.RequestAborted)).Faults.Where(f => f is { IsWarning: false, IsNote: false }).ToList();
        return faults.Count > 0 ? (default, FhirProblem.Invalid(faults, 422)) : (content, null);
    }

    // The version that was seen, against which the change is made.
    private static async Task<(string? Version, FhirProblem? Refusal)> BeforeAsync(ProxySession session, ProxyPath path, Caller caller, HttpContext http)
    {
        var reply = await session.Source.ReadAsync(path.Inner, session.Rewriter, http.RequestAborted);
        if (reply.State != SourceState.Answered || reply.Resource.IsNone || reply.Resource.Type.Name != path.Type || reply.Resource.ChildText("id") != path.Id)
            return (null, ProxyProblems.Of(session.Source.Source, reply));
        var (added, failure) = await session.AddAsync([reply.Resource], reply.Version, http.RequestAborted);
        if (failure is not null)
            return (null, ProxyProblems.Of(session.Source.Source, failure));
        if (added is not [var before] || session.See(before) is null)
            return (null, FhirProblem.NotFound);
        if (!session.Viewing.SeesWhole(before) || !ScopedChange.IsAllowed(caller, Interaction.Update, before.Resource))
            return (null, new FhirProblem(403, "forbidden", "What is hidden from the caller in part cannot be changed by it."));
        var expected = http.Request.Headers.IfMatch.ToString();
        return !EntityTags.Allows(expected, reply.Version)
            ? (null, new FhirProblem(412, "conflict", "The resource was changed since it was read.")) : (reply.Version, null);
    }

    private static async Task<FhirProblem?> AfterAsync(ProxySession session, Element content, CancellationToken cancellation)
    {
        var (added, failure) = await session.AddAsync([content], null, cancellation, $"{content.ChildText("id")}{ToBe}");
        if (failure is not null)
            return ProxyProblems.Of(session.Source.Source, failure);
        return added is [var after] && session.Viewing.SeesWhole(after) ? null : new FhirProblem(403, "forbidden", "What the caller could not see whole it cannot write.");
    }

    private static async Task<IResult> SendAsync(ProxySession session, ProxyPath path, Element content, string? version, CancellationToken cancellation)
    {
        var draft = session.Inner(content).Edit();
        if (path.Id is null)
            draft.Remove("id");
        var reply = await session.Source.WriteAsync(draft.Build(), version is null ? null : $"W/\"{version}\"", session.Rewriter, cancellation);
        var (added, failure) = reply.State == SourceState.Answered && !reply.Resource.IsNone ? await session.AddAsync([reply.Resource], reply.Version, cancellation) : ([], reply);
        if (failure is not null)
        {
            await session.Viewing.RefuseAsync(cancellation);
            return FhirAnswer.Of(ProxyProblems.Of(session.Source.Source, failure));
        }

        if (added is not [RecordResource made] || session.See(made) is not { } seen)
            return FhirAnswer.Of(ProxyProblems.Unusable(session.Source.Source));
        return new FhirAnswer(await session.Viewing.ReleaseAsync(seen, [made.Address], cancellation), path.Id is null ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        {
            Version = reply.Version,
            Location = path.Id is null ? $"{session.Outer}/{path.Type}/{seen.ChildText("id")}{(reply.Version is null ? "" : $"/_history/{reply.Version}")}" : null,
        };
    }
}
