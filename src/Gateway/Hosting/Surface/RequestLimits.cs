using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Gateway.Endpoints;
using Gateway.Security;
using Microsoft.AspNetCore.RateLimiting;

namespace Gateway.Hosting.Surface;

/// <summary>How many requests are served: at a time in all, at a time of one client, and a minute to the token endpoints from one place. Nobody waits in a queue: who is sent away knows at once.</summary>
internal static class RequestLimits
{
    private static readonly PathString s_health = "/health";
    private static readonly PathString s_metrics = "/metrics";

    /// <summary>All but what tells how the gateway is, which counts most when there is too much.</summary>
    public static Func<HttpContext, RequestDelegate, Task> InAll(SurfaceOptions options)
    {
        var places = new RequestPlaces<int>(options.Requests);
        return (http, next) => http.Request.Path.StartsWithSegments(s_health) || http.Request.Path.StartsWithSegments(s_metrics) ? next(http)
            : ServeAsync(places, 0, http, next, StatusCodes.Status503ServiceUnavailable, "The gateway serves as many requests as it can at a time.");
    }

    public static Func<HttpContext, RequestDelegate, Task> OfClients(SurfaceOptions options)
    {
        var places = new RequestPlaces<(string Issuer, string Client)>(options.RequestsOfClient);
        return (http, next) => http.FindCaller() is not { } caller ? next(http)
            : ServeAsync(places, (caller.Issuer, caller.ClientId), http, next, StatusCodes.Status429TooManyRequests, "This client has as many requests under way as it may.");
    }

    public static RateLimiterOptions OfTokens(SurfaceOptions options) => new()
    {
        GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => HttpMethods.IsPost(http.Request.Method)
            ? RateLimitPartition.GetSlidingWindowLimiter(Place(http.Connection.RemoteIpAddress), _ => new SlidingWindowRateLimiterOptions { PermitLimit = options.TokensPerMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 })
            : RateLimitPartition.GetNoLimiter("")),
        RejectionStatusCode = StatusCodes.Status429TooManyRequests,
        OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? (int)Math.Ceiling(told.TotalSeconds) : 1;
            await RefuseAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, "There were more requests for tokens from there than may be in a minute.", wait);
        },
    };

    private static async Task ServeAsync<TKey>(RequestPlaces<TKey> places, TKey key, HttpContext http, RequestDelegate next, int status, string text)
        where TKey : notnull
    {
        if (!places.TryEnter(key))
        {
            await RefuseAsync(http, status, text);
            return;
        }

        try
        {
            await next(http);
        }
        finally
        {
            places.Leave(key);
        }
    }

    private static Task RefuseAsync(HttpContext http, int status, string text, int wait = 1)
    {
        http.Response.Headers.RetryAfter = Math.Max(1, wait).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Failures.Answer(http, status, "throttled", text).ExecuteAsync(http);
    }

    // Who has one address of IPv6 has its whole network.
    private static string Place(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
            return address?.MapToIPv4().ToString() ?? "";
        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }
}
