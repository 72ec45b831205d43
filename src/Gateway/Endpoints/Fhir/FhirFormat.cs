using Microsoft.Net.Http.Headers;

namespace Gateway.Endpoints.Fhir;

/// <summary>JSON or XML, as the caller wants it (http://hl7.org/fhir/R4/http.html#mime-type): <c>_format</c>, else the Accept header, else JSON.</summary>
internal sealed record FhirFormat(bool IsXml, bool IsIndented)
{
    public const string Json = "application/fhir+json";
    public const string Xml = "application/fhir+xml";

    public string ContentType => IsXml ? $"{Xml}; charset=utf-8; fhirVersion=4.0" : $"{Json}; charset=utf-8; fhirVersion=4.0";

    /// <summary>The format of an answer; null when the caller takes neither.</summary>
    public static FhirFormat? Of(HttpRequest request)
    {
        var isIndented = request.Query["_pretty"] == "true" || request.HttpContext.Features.Get<PostedFormat>() is { Pretty: "true" };
        if (Given(request) is { Length: > 0 } given)
            return XmlOrJson(given.Replace(' ', '+')) is { } isXml ? new FhirFormat(isXml, isIndented) : null;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) || accepted.Count == 0)
            return new FhirFormat(false, isIndented);
        foreach (var type in accepted.OrderByDescending(t => t.Quality ?? 1).Where(t => (t.Quality ?? 1) > 0))
            if (type.MatchesAllTypes || type.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("text/*", StringComparison.OrdinalIgnoreCase))
                return new FhirFormat(false, isIndented);
            else if (XmlOrJson(type.MediaType.ToString()) is { } isXml)
                return new FhirFormat(isXml, isIndented);
        return null;
    }

    /// <summary>The <c>_format</c> that stands in the URL or in a posted form; empty for none.</summary>
    public static string Given(HttpRequest request) =>
        request.Query["_format"].ToString() is { Length: > 0 } given ? given : request.HttpContext.Features.Get<PostedFormat>()?.Format ?? "";

    /// <summary>True for XML, false for JSON, null for neither.</summary>
    public static bool? XmlOrJson(string mediaType) => mediaType.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "xml" or "text/xml" or "application/xml" or Xml or "application/xml+fhir" => true,
        "json" or "text/json" or "application/json" or Json or "application/json+fhir" => false,
        _ => null,
    };
}
