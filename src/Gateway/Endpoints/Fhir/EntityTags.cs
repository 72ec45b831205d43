using Microsoft.Net.Http.Headers;

namespace Gateway.Endpoints.Fhir;

/// <summary>Versions as the headers of HTTP tell them (http://hl7.org/fhir/R4/http.html#concurrency): weak tags that hold a versionId.</summary>
internal static class EntityTags
{
    /// <summary>The tag of a version.</summary>
    public static string Of(string version) => $"W/\"{version}\"";

    /// <summary>True for a header that names whatever is there.</summary>
    public static bool IsAny(string header) => header.Trim() == "*";

    /// <summary>True when a list of tags names a version. What cannot be read names none.</summary>
    /// <param name="header">The header, or what an entry of a Bundle says in its place.</param>
    /// <param name="version">The version; null where there is none.</param>
    public static bool Name(string header, string? version) => version is not null && header.Split(',').Any(t => VersionOf(t) == version);

    /// <summary>True when the caller says that it has what it asks for (If-None-Match, and only without one If-Modified-Since).</summary>
    public static bool IsKnown(HttpRequest request, string? version, DateTimeOffset? modified)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return false;
        if (request.Headers.IfNoneMatch.Count > 0)
            return version is not null && request.Headers.IfNoneMatch.Any(h => h is not null && (IsAny(h) || Name(h, version)));
        return modified is { } time && HeaderUtilities.TryParseDate(request.Headers.IfModifiedSince.ToString(), out var since) && time < since.AddSeconds(1);
    }

    private static string? VersionOf(string tag)
    {
        var text = tag.Trim();
        text = text.StartsWith("W/", StringComparison.Ordinal) ? text[2..] : text;
        return text.Length > 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text.Length > 0 && !text.Contains('"', StringComparison.Ordinal) ? text : null;
    }
}
