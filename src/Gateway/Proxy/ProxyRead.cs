using Gateway.Access.Decisions;
using Gateway.Endpoints.Fhir;
using Gateway.Endpoints.Fhir.Binaries;
using Gateway.Fhir.Elements;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Sources.Interfaces;

namespace Gateway.Proxy;

/// <summary>Reads a resource of a source, or a version of it. What is not there and what the caller may not see are one answer.</summary>
internal sealed class ProxyRead(ProxyFrame frame, ProxyPass pass)
{
    public async Task<IResult> GetAsync(FhirInterface source, ProxyPath path, HttpContext http)
    {
        if (!http.Caller().Grant(Interaction.Read, path.Type).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var (session, problem) = await frame.OpenAsync(source, path, path.Version is null ? "read" : "vread", http, Interaction.Read);
        if (session is null)
            return FhirAnswer.Of(problem!);
        if (path.Type == "Binary")
            return BinaryFormat.IsFhir(http.Request, "") ? await BinaryAsync(session, path, http.RequestAborted) : await pass.BinaryAsync(session, path, http);
        if (NobodysTypes.Has(path.Type) && session.Viewing.Pass(source.Source, path.Type) is { } passage)
            return await pass.DefinitionAsync(passage, session, path, http);
        return await ReadAsync(session, path, http.RequestAborted);
    }

    private static async Task<IResult> ReadAsync(ProxySession session, ProxyPath path, CancellationToken cancellation)
    {
        var reply = await session.Source.ReadAsync(path.Inner, session.Rewriter, cancellation);
        if (reply.State != SourceState.Answered)
            return await FhirAnswer.RefusedAsync(session.Viewing, ProxyProblems.Of(session.Source.Source, reply), cancellation);
        if (!IsAsked(reply, path))
            return await FhirAnswer.RefusedAsync(session.Viewing, ProxyProblems.Unusable(session.Source.Source), cancellation);
        return await AnswerAsync(session, [reply.Resource], reply, cancellation);
    }

    // A Binary is seen by whom its context is shown whole; one that names none is nobody's to see.
    private static async Task<IResult> BinaryAsync(ProxySession session, ProxyPath path, CancellationToken cancellation)
    {
        var reply = await session.Source.ReadAsync(path.Inner, session.Rewriter, cancellation);
        if (reply.State != SourceState.Answered || !IsAsked(reply, path))
            return await FhirAnswer.RefusedAsync(session.Viewing, reply.State == SourceState.Answered ? ProxyProblems.Unusable(session.Source.Source) : ProxyProblems.Of(session.Source.Source, reply), cancellation);
        if (ContextOf(session, reply.Resource) is not { Id: not null, Version: null } context || context.Type == "Binary")
            return await FhirAnswer.RefusedAsync(session.Viewing, FhirProblem.NotFound, cancellation);
        var around = await session.Source.ReadAsync(context.Inner, session.Rewriter, cancellation);
        if (around.State != SourceState.Answered || !IsAsked(around, context))
            return await FhirAnswer.RefusedAsync(session.Viewing, around.State == SourceState.Answered ? ProxyProblems.Unusable(session.Source.Source) : ProxyProblems.Of(session.Source.Source, around), cancellation);
        return await AnswerAsync(session, [around.Resource, reply.Resource], reply, cancellation);
    }

    private static ProxyPath? ContextOf(ProxySession session, Element binary)
    {
        var place = binary["securityContext"].Select(c => c.ChildText("reference")).FirstOrDefault();
        return ProxyPath.Read(place?.StartsWith($"{session.Outer}/", StringComparison.Ordinal) == true ? place[(session.Outer.Length + 1)..] : place);
    }

    private static bool IsAsked(FhirReply reply, ProxyPath path) => !reply.Resource.IsNone && reply.Resource.Type.Name == path.Type && reply.Resource.ChildText("id") == path.Id;

    // The last is what was asked for.
    private static async Task<IResult> AnswerAsync(ProxySession session, IReadOnlyList<Element> resources, FhirReply reply, CancellationToken cancellation)
    {
        var (added, failure) = await session.AddAsync(resources, reply.Version, cancellation);
        if (failure is not null)
            return await FhirAnswer.RefusedAsync(session.Viewing, ProxyProblems.Of(session.Source.Source, failure), cancellation);
        if (added.Count != resources.Count || added[^1] is not { } found || session.Viewing.See(found) is not { } seen)
            return await FhirAnswer.RefusedAsync(session.Viewing, FhirProblem.NotFound, cancellation);

        // What is shown whole hangs on nothing but the version.
        return new FhirAnswer(await session.Viewing.ReleaseAsync(session.Given(seen), [found.Address], cancellation)) { Version = reply.Version, IsConditional = seen == found.Resource };
    }
}
