using Gateway.Endpoints;

namespace Gateway.Hosting.Surface;

/// <summary>Content of requests that comes packed: in one of the ways that can be unpacked, and as far as content may go unpacked.</summary>
internal static class PackedContent
{
    private static readonly string[] s_known = ["gzip", "br", "deflate", "identity"];
    private static readonly object s_isPacked = new();

    /// <summary>Refuses content packed in another way, or twice.</summary>
    public static Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        var encoding = http.Request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0)
            return next(http);
        if (s_known.Contains(encoding, StringComparer.OrdinalIgnoreCase))
        {
            http.Items[s_isPacked] = true;
            return next(http);
        }

        http.Response.Headers.AcceptEncoding = "gzip, br, deflate";
        return Failures.Answer(http, StatusCodes.Status415UnsupportedMediaType, "not-supported", "Content may be packed once, by gzip, br or deflate.").ExecuteAsync(http);
    }

    /// <summary>Tells what cannot be unpacked apart from what went wrong here.</summary>
    public static Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Items.ContainsKey(s_isPacked))
            http.Request.Body = new UnpackedStream(http.Request.Body);
        return next(http);
    }
}
