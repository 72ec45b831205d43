using Gateway.Endpoints.Fhir;
using Gateway.Fhir.Search;
using Gateway.Hosting;
using Gateway.Security;
using Gateway.Sources.Interfaces;

namespace Gateway.Proxy;

/// <summary>
/// <c>/sources/{name}/fhir/**</c>: a source's own FHIR interface, for those whose token says that they may speak to it (<see cref="NativeScopes.OfSource"/>). Ids and references are the source's own here,
/// what is seen is what is seen everywhere. An address that is none of <see cref="ProxyPath"/> leads nowhere.
/// </summary>
internal sealed class ProxyEndpoint(LoadedArea area, SearchContext context, ProxyRead read, ProxySearch search, ProxyWrite write, ProxyMetadata metadata)
{
    // Parts of others, and what the gateway says itself: no resources by themselves.
    private static readonly string[] s_unpassed = ["Bundle", "Parameters", "OperationOutcome", "AuditEvent"];

    public static bool IsPassed(string type) => !s_unpassed.Contains(type);

    public Task<IResult> AnswerAsync(string name, string? rest, HttpContext http)
    {
        // Who may not speak to a source does not learn here whether it can be spoken to.
        if (!http.Caller().Has(NativeScopes.OfSource(name)))
            return Refused(FhirProblem.Forbidden);
        if (area.Sources.Interfaces.FirstOrDefault(i => i.Source.Name == name) is not { } source || ProxyPath.Read(rest) is not { } path
            || (path.Type != ProxyPath.Metadata && (!context.Parameters.HasType(path.Type) || !IsPassed(path.Type))))
            return Refused(new FhirProblem(404, "not-supported", "Nothing of that address is passed on."));
        var method = http.Request.Method;
        var isRead = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        var (isWritten, isDeleted) = (source.Options.Writes.Contains(path.Type), source.Options.Deletes.Contains(path.Type));
        return path switch
        {
            { Type: ProxyPath.Metadata } => isRead ? metadata.GetAsync(source, http) : NotAllowed(),
            { IsForm: true } => HttpMethods.IsPost(method) ? search.PostAsync(source, path, http) : Refused(Only("POST")),
            { Version: not null } => isRead ? read.GetAsync(source, path, http) : NotAllowed(),
            { Id: not null } when isWritten && HttpMethods.IsPut(method) => write.WriteAsync(source, path, http),
            { Id: not null } when isWritten && HttpMethods.IsPatch(method) => write.PatchAsync(source, path, http),
            { Id: not null } when isDeleted && HttpMethods.IsDelete(method) => write.DeleteAsync(source, path, http),
            { Id: not null } => isRead ? read.GetAsync(source, path, http) : NotAllowed([.. isWritten ? (string[])["PUT", "PATCH"] : [], .. isDeleted ? (string[])["DELETE"] : []]),
            _ when isWritten && HttpMethods.IsPost(method) => write.WriteAsync(source, path, http),
            _ => isRead ? search.GetAsync(source, path, http) : NotAllowed(isWritten ? ["POST"] : []),
        };
    }

    private static Task<IResult> NotAllowed(params string[] more) => Refused(Only(["GET", "HEAD", .. more]));

    private static FhirProblem Only(params string[] allowed) => new(405, "not-supported", "That is not done with this address here.") { Allow = allowed };

    private static Task<IResult> Refused(FhirProblem problem) => Task.FromResult<IResult>(FhirAnswer.Of(problem));
}
