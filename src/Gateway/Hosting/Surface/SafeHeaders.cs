namespace Gateway.Hosting.Surface;

/// <summary>What every answer says to browsers and to what keeps copies, unless it says something of its own: guess no type, keep nothing, show it in no frame, tell nobody where you were, come back safely.</summary>
internal static class SafeHeaders
{
    private const string Year = "max-age=31536000; includeSubDomains";

    public static Task SetAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(static state =>
        {
            var answer = (HttpContext)state;
            Put(answer.Response.Headers, answer.Request.IsHttps);
            return Task.CompletedTask;
        }, http);
        return next(http);
    }

    public static void Put(IHeaderDictionary headers, bool isHttps)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = "frame-ancestors 'none'";
        if (isHttps)
            headers.StrictTransportSecurity = Year;
    }
}
