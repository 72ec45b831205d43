using Microsoft.Net.Http.Headers;

namespace Gateway.Endpoints.Fhir.Binaries;

/// <summary>Whether a Binary is wanted as a resource, or as what it holds.</summary>
internal static class BinaryFormat
{
    /// <summary>True for who asks for FHIR by name; also for JSON or XML where what the Binary holds is neither that nor all that is taken.</summary>
    public static bool IsFhir(HttpRequest request, string contentType)
    {
        if (request.Query["_format"].ToString() is { Length: > 0 } format)
            return FhirFormat.XmlOrJson(format.Replace(' ', '+')) is not null;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) || accepted.Count == 0)
            return false;
        var wanted = accepted.Where(t => (t.Quality ?? 1) > 0).ToList();
        if (wanted.Exists(t => IsFhirType(t.MediaType.Value)))
            return true;
        return !(MediaTypeHeaderValue.TryParse(contentType, out var held) && wanted.Exists(t => Plain(held).IsSubsetOf(Plain(t)))) && wanted.Exists(t => FhirFormat.XmlOrJson(t.MediaType.Value ?? "") is not null);
    }

    public static bool IsFhirType(string? mediaType) => mediaType?.Split(';')[0].Trim().ToLowerInvariant() is FhirFormat.Json or FhirFormat.Xml or "application/json+fhir" or "application/xml+fhir";

    // Parameters such as a charset do not keep anybody from what they asked for.
    private static MediaTypeHeaderValue Plain(MediaTypeHeaderValue type) => new(type.MediaType);
}
