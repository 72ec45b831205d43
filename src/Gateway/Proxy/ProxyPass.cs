using Gateway.Disclosures;
using Gateway.Endpoints.Fhir;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Sources;
using Gateway.Sources.Interfaces;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy;

/// <summary>
/// What passes through unread, piece by piece, by YARP's forwarder: definitions and terminology, which are about nobody; and content of its own kind (http://hl7.org/fhir/R4/binary.html), once the resource
/// that the source names as its security context was seen whole.
/// </summary>
internal sealed class ProxyPass(IHttpForwarder forwarder)
{
    private const string ContextHeader = "X-Security-Context";

    public Task<IResult> DefinitionAsync(Passage passage, ProxySession session, ProxyPath path, HttpContext http)
    {
        if (FhirFormat.Of(http.Request) is not { } format)
            return Task.FromResult<IResult>(FhirAnswer.Of(new FhirProblem(406, "not-supported", "Answers are given in application/fhir+json or application/fhir+xml.")));
        var asked = new PassedContent(format.IsXml ? FhirFormat.Xml : FhirFormat.Json) { Rewriter = session.Rewriter, IsFit = type => FhirFormat.XmlOrJson(type) == format.IsXml };
        return ForwardAsync(session, path, asked, (_, _) => Task.FromResult(new PassDecision(passage)), http);
    }

    public Task<IResult> BinaryAsync(ProxySession session, ProxyPath path, HttpContext http)
    {
        var asked = new PassedContent("*/*") { IsFit = type => type.Length > 0 && FhirFormat.XmlOrJson(type) is null or false && !type.Contains("fhir", StringComparison.OrdinalIgnoreCase), IsForeign = true };
        return ForwardAsync(session, path, asked, (response, cancellation) => DecideAsync(session, path, response, cancellation), http);
    }

    private async Task<IResult> ForwardAsync(ProxySession session, ProxyPath path, PassedContent asked, Func<HttpResponseMessage, CancellationToken, Task<PassDecision>> decide, HttpContext http)
    {
        var transformer = new PassTransformer(new Uri(session.Source.Address, path.Inner), asked, session.Source.Options.MaxPassed, decide);
        var config = new ForwarderRequestConfig { ActivityTimeout = session.Source.Options.Stall, Version = System.Net.HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        var error = await forwarder.SendAsync(http, session.Source.Address.AbsoluteUri, session.Source.Passage, config, transformer, http.RequestAborted);
        if (http.Response.HasStarted || (transformer.IsPassed && error == ForwarderError.None))
            return Results.Empty;
        if (!transformer.IsNobodys)
            await session.Viewing.RefuseAsync(http.RequestAborted);
        var failure = transformer.Refusal?.Failure ?? (http.GetForwarderErrorFeature()?.Exception as FhirPassageException)?.Reply;
        return FhirAnswer.Of(failure is not null ? ProxyProblems.Of(session.Source.Source, failure) : transformer.Refusal is not null ? FhirProblem.NotFound : ProxyProblems.Unusable(session.Source.Source));
    }

    // Whom the content is about is known by what it belongs to; where the source does not say, nobody can tell who may see it.
    private static async Task<PassDecision> DecideAsync(ProxySession session, ProxyPath path, HttpResponseMessage response, CancellationToken cancellation)
    {
        if (!response.Headers.TryGetValues(ContextHeader, out var values) || values.SingleOrDefault() is not { } context)
            return PassDecision.Refused;
        var place = session.Source.Addresses.Under(context) ?? context;
        if (ProxyPath.Read(place) is not { Id: { } id, Version: null } named || named.Type == "Binary")
            return PassDecision.Refused;
        var reply = await session.Source.ReadAsync(named.Inner, session.Rewriter, cancellation);
        if (reply.State != SourceState.Answered || reply.Resource.IsNone || reply.Resource.Type.Name != named.Type || reply.Resource.ChildText("id") != id)
            return new PassDecision(null, reply);
        var stub = ElementDraft.New(DefinitionSet.R4.FindType("Binary")!).AddText("id", path.Id!).AddText("contentType", response.Content.Headers.ContentType?.MediaType ?? "application/octet-stream");
        stub.Add("securityContext").AddText("reference", named.Inner);
        var (added, failure) = await session.AddAsync([reply.Resource, stub.Build()], null, cancellation);
        return failure is null && added is [var belongsTo, var content] ? new PassDecision(await session.Viewing.PassAsync(content, belongsTo, cancellation)) : new PassDecision(null, failure);
    }
}
