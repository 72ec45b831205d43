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
            return XmlOrJson(given.Replace(' ', '+')) is { } isXml && IsTaken(given.Replace(' ', '+')) ? new FhirFormat(isXml, isIndented) : null;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) || accepted.Count == 0)
            return new FhirFormat(false, isIndented);
        foreach (var type in accepted.OrderByDescending(t => t.Quality ?? 1).Where(t => (t.Quality ?? 1) > 0))
            if (type.MatchesAllTypes || type.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("text/*", StringComparison.OrdinalIgnoreCase))
                return new FhirFormat(false, isIndented);
            else if (XmlOrJson(type.MediaType.ToString()) is { } isXml && IsR4(type))
                return new FhirFormat(isXml, isIndented);
        return null;
    }

    /// <summary>The <c>_format</c> that stands in the URL or in a posted form; empty for none.</summary>
    public static string Given(HttpRequest request) =>
        request.Query["_format"].ToString() is { Length: > 0 } given ? given : request.HttpContext.Features.Get<PostedFormat>()?.Format ?? "";

    /// <summary>True for content of a media type that is of FHIR R4, and in UTF-8, as far as the type says (http://hl7.org/fhir/R4/http.html#version-parameter).</summary>
    public static bool IsTaken(string mediaType) => !MediaTypeHeaderValue.TryParse(mediaType, out var type) || (IsR4(type) && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)));

    private static bool IsR4(MediaTypeHeaderValue type) => type.Parameters.FirstOrDefault(p => p.Name.Equals("fhirVersion", StringComparison.OrdinalIgnoreCase))?.Value.ToString().Trim('"') is null or "4.0" or "4.0.1";

    /// <summary>True for XML, false for JSON, null for neither.</summary>
    public static bool? XmlOrJson(string mediaType) => mediaType.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "xml" or "text/xml" or "application/xml" or Xml or "application/xml+fhir" => true,
        "json" or "text/json" or "application/json" or Json or "application/json+fhir" => false,
        _ => null,
    };
}
