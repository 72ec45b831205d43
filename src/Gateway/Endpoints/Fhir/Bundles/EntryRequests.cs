using System.Globalization;
using Gateway.Disclosures;
using Gateway.Security;
using Gateway.Security.Purposes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>
/// Asks the endpoints of this interface what entries of a Bundle ask. An entry is answered by the endpoint that would answer it alone, for the caller of the Bundle and in nothing but its
/// purpose, basis and scopes. Only the routes of <see cref="FhirRoutes.MapEntries"/> are there: an entry reaches no Bundle, no token and no other interface.
/// </summary>
internal sealed class EntryRequests(IServiceProvider services)
{
    private static readonly string[] s_carried = [Viewings.BasisHeader, Viewings.AuthoriserHeader, Viewings.ExpiresHeader, Viewings.EmergencyHeader, RequestPurpose.Header, "X-Request-Id", "Prefer"];
    private readonly Lazy<RequestDelegate> _endpoints = new(() => Endpoints(services));

    /// <summary>The answer to an entry.</summary>
    public async Task<FhirAnswer> AskAsync(BundleEntry entry, HttpContext bundle)
    {
        var answer = new EntryAnswer();
        var http = new DefaultHttpContext { RequestServices = bundle.RequestServices, RequestAborted = bundle.RequestAborted, TraceIdentifier = bundle.TraceIdentifier };
        http.Features.Set(answer);
        http.Features.Set(bundle.Features.Get<IHttpConnectionFeature>());
        http.SetCaller(bundle.Caller());
        Write(entry, bundle.Request, http.Request);
        await _endpoints.Value(http);
        return answer.Given ?? FhirAnswer.Of(http.Response.StatusCode >= 400
            ? new FhirProblem(http.Response.StatusCode, "not-supported", "The address does not take such a request.")
            : new FhirProblem(StatusCodes.Status406NotAcceptable, "not-supported", "What was asked for has no form in FHIR."));
    }

    private static void Write(BundleEntry entry, HttpRequest bundle, HttpRequest request)
    {
        (request.Method, request.Scheme, request.Host, request.PathBase, request.Protocol) = (entry.Method, bundle.Scheme, bundle.Host, bundle.PathBase, bundle.Protocol);
        request.Path = $"{FhirAddress.Path}/{string.Join('/', entry.Path)}";
        request.QueryString = new QueryString(entry.Query.Length == 0 ? "" : $"?{entry.Query}");
        foreach (var name in s_carried)
            if (bundle.Headers.TryGetValue(name, out var value))
                request.Headers[name] = value;
        request.Headers.Accept = FhirFormat.Json;
        Set(request.Headers, "If-Match", entry.IfMatch);
        Set(request.Headers, "If-None-Match", entry.IfNoneMatch);
        Set(request.Headers, "If-Modified-Since", HttpDate(entry.IfModifiedSince));
        Set(request.Headers, "If-None-Exist", entry.IfNoneExist);
        if (entry.Resource.IsNone)
            return;
        var (contentType, content) = EntryBody.Of(entry);
        (request.ContentType, request.ContentLength, request.Body) = (contentType, content.Length, new MemoryStream(content, writable: false));
    }

    private static void Set(IHeaderDictionary headers, string name, string? value)
    {
        if (value is not null)
            headers[name] = value;
    }

    // An instant in the Bundle, a date of HTTP in the header.
    private static string? HttpDate(string? instant) => DateTimeOffset.TryParse(instant, CultureInfo.InvariantCulture, out var time) ? time.ToString("R", CultureInfo.InvariantCulture) : null;

    private static RequestDelegate Endpoints(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseFailures();
        app.UseRouting();
        app.UseEndpoints(routes => routes.MapGroup(FhirAddress.Path).MapEntries());
        return app.Build();
    }
}
