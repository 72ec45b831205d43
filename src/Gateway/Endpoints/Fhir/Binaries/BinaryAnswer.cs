using System.Globalization;
using Gateway.Disclosures;
using Microsoft.Net.Http.Headers;

namespace Gateway.Endpoints.Fhir.Binaries;

/// <summary>What a Binary holds, on its way to the caller as it is. Whatever it is, no browser runs it: it is handed out as a file of its own type, in a sandbox without an origin.</summary>
internal sealed class BinaryAnswer(Released released) : IResult
{
    private const string Unknown = "application/octet-stream";

    public string? Version { get; init; }

    public DateTimeOffset? Modified { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (binary, response) = (released.Content, httpContext.Response);
        var data = Convert.FromBase64String(binary.ChildText("data") ?? "");
        var headers = response.Headers;
        response.ContentType = MediaTypeHeaderValue.TryParse(binary.ChildText("contentType"), out var type) ? type.ToString() : Unknown;
        headers.CacheControl = "no-store";
        headers.Append("Vary", "Accept");
        headers.XContentTypeOptions = "nosniff";
        headers.ContentDisposition = "attachment";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
        if (Version is not null)
            headers.ETag = EntityTags.Of(Version);
        if (Modified is { } modified)
            headers.LastModified = modified.ToString("R", CultureInfo.InvariantCulture);
        response.ContentLength = data.Length;
        await response.Body.WriteAsync(data, httpContext.RequestAborted);
    }
}
