using Gateway.Disclosures;
using Gateway.Endpoints.Fhir;
using Gateway.Federation;
using Gateway.Federation.Ids;
using Gateway.Fhir.Search.Values;
using Gateway.Sources.Interfaces;

namespace Gateway.Proxy;

/// <summary>Opens the session of a request to a source's own interface.</summary>
internal sealed class ProxyFrame(Viewings viewings, GatewayIds ids, IndexExtractor extractor, FederationOptions options, FhirAddress address)
{
    /// <summary>The address of the interface as callers reach it.</summary>
    public string Outer(FhirInterface source, HttpRequest request) => address.OfSource(request, source.Source.Name);

    /// <summary>The session, or why there can be none.</summary>
    /// <param name="source">The interface.</param>
    /// <param name="path">What is asked for.</param>
    /// <param name="interaction">What is done, in the words of FHIR's interactions.</param>
    /// <param name="http">The request.</param>
    /// <param name="form">The form of a posted search.</param>
    /// <param name="asked">What is done with which type, for the scopes.</param>
    public async Task<(ProxySession? Session, FhirProblem? Problem)> OpenAsync(FhirInterface source, ProxyPath path, string interaction, HttpContext http, Security.Interaction asked, string? form = null)
    {
        var outer = Outer(source, http.Request);
        var resources = new ProxiedResources(source, ids, outer);
        var (viewing, problem) = await viewings.OpenAsync(http, interaction, path.Id is { } id ? resources.Address(path.Type, id) : null, form, (asked, path.Type));
        return viewing is null ? (null, problem)
            : (new ProxySession(source, outer, new AddressRewriter(source.Addresses, outer), resources, new Gathering(extractor), viewing, options.Fetched), null);
    }
}
