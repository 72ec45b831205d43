using Microsoft.Net.Http.Headers;

namespace Gateway.Endpoints.Fhir;

/// <summary>Versions as the headers of HTTP tell them (http://hl7.org/fhir/R4/http.html#concurrency): weak tags that hold a versionId.</summary>
internal static class EntityTags
{
    /// <summary>The tag of a version.</summary>
    public static string Of(string version) => $"W/\"{version}\"";

    /// <summary>True when an If-Match allows a change of that version; null where nothing is there. What cannot be read matches nothing.</summary>
    /// <param name="header">The header, or <c>request.ifMatch</c> of an entry; null or empty where there is none.</param>
    /// <param name="version">The version that is there.</param>
    public static bool Allows(string? header, string? version) =>
        string.IsNullOrEmpty(header) || (version is not null && (header.Trim() == "*" || header.Split(',').Any(t => VersionOf(t) == version)));

    /// <summary>True when the caller says that it has what it asks for (If-None-Match, and only without one If-Modified-Since).</summary>
    public static bool IsKnown(HttpRequest request, string? version, DateTimeOffset? modified)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return false;
        if (request.Headers.IfNoneMatch.Count > 0)
            return version is not null && request.Headers.IfNoneMatch.Any(h => h is not null && Allows(h, version));
        return modified is { } time && HeaderUtilities.TryParseDate(request.Headers.IfModifiedSince.ToString(), out var since) && time < since.AddSeconds(1);
    }

    private static string? VersionOf(string tag)
    {
        var text = tag.Trim();
        text = text.StartsWith("W/", StringComparison.Ordinal) ? text[2..] : text;
        return text.Length > 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text.Length > 0 && !text.Contains('"', StringComparison.Ordinal) ? text : null;
    }
}
