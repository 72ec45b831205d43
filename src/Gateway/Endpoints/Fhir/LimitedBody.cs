using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Endpoints.Fhir;

/// <summary>Reads the body of a request up to a limit.</summary>
internal static class LimitedBody
{
    /// <summary>True where something is brought, or said to be.</summary>
    public static bool IsThere(HttpRequest request) => request.ContentLength is { } length ? length > 0
        : !string.IsNullOrEmpty(request.ContentType) || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    /// <summary>The bytes; null for more than that many.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        if (request.ContentLength > maxBytes)
            return null;
        using var gathered = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = await request.Body.ReadAsync(buffer, cancellation)) > 0;)
        {
            gathered.Write(buffer, 0, count);
            if (gathered.Length > maxBytes)
                return null;
        }

        return gathered.ToArray();
    }
}
