using Gateway.Access.Decisions;
using Gateway.Endpoints.Fhir;
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
            return await pass.BinaryAsync(session, path, http);
        if (NobodysTypes.Has(path.Type) && session.Viewing.Pass(source.Source, path.Type) is { } passage)
            return await pass.DefinitionAsync(passage, session, path, http);
        return await ReadAsync(session, path, http.RequestAborted);
    }

    private static async Task<IResult> ReadAsync(ProxySession session, ProxyPath path, CancellationToken cancellation)
    {
        var reply = await session.Source.ReadAsync(path.Inner, session.Rewriter, cancellation);
        if (reply.State != SourceState.Answered)
            return await RefusedAsync(session, ProxyProblems.Of(session.Source.Source, reply), cancellation);
        if (reply.Resource.IsNone || reply.Resource.Type.Name != path.Type || reply.Resource.ChildText("id") != path.Id)
            return await RefusedAsync(session, ProxyProblems.Unusable(session.Source.Source), cancellation);
        var (added, failure) = await session.AddAsync([reply.Resource], reply.Version, cancellation);
        if (failure is not null)
            return await RefusedAsync(session, ProxyProblems.Of(session.Source.Source, failure), cancellation);
        if (added is not [var found] || session.Viewing.See(found) is not { } seen)
            return await RefusedAsync(session, FhirProblem.NotFound, cancellation);

        // What is shown whole hangs on nothing but the version.
        return new FhirAnswer(await session.Viewing.ReleaseAsync(session.Given(seen), [found.Address], cancellation)) { Version = reply.Version, IsConditional = seen == found.Resource };
    }

    private static async Task<IResult> RefusedAsync(ProxySession session, FhirProblem problem, CancellationToken cancellation)
    {
        await session.Viewing.RefuseAsync(cancellation);
        return FhirAnswer.Of(problem);
    }
}
