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
    private static readonly PathString s_oauth = "/oauth";
    private static readonly PathString s_health = "/health";
    private static readonly PathString s_metrics = "/metrics";

    /// <summary>All but what tells how the gateway is, which counts most when there is too much.</summary>
    public static RateLimiterOptions InAll(SurfaceOptions options) => Options(StatusCodes.Status503ServiceUnavailable, "The gateway serves as many requests as it can at a time.",
        http => http.Request.Path.StartsWithSegments(s_health) || http.Request.Path.StartsWithSegments(s_metrics) ? RateLimitPartition.GetNoLimiter("") : AtATime("all", options.Requests));

    public static RateLimiterOptions OfClients(SurfaceOptions options) => Options(StatusCodes.Status429TooManyRequests, "This client has as many requests under way as it may.",
        http => http.FindCaller() is { } caller ? AtATime($"{caller.Issuer}\n{caller.ClientId}", options.RequestsOfClient) : RateLimitPartition.GetNoLimiter(""));

    public static RateLimiterOptions OfTokens(SurfaceOptions options) => Options(StatusCodes.Status429TooManyRequests, "There were more requests for tokens from there than may be in a minute.",
        http => HttpMethods.IsPost(http.Request.Method) && http.Request.Path.StartsWithSegments(s_oauth)
            ? RateLimitPartition.GetSlidingWindowLimiter(Place(http.Connection.RemoteIpAddress), _ => new SlidingWindowRateLimiterOptions { PermitLimit = options.TokensPerMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 })
            : RateLimitPartition.GetNoLimiter(""));

    private static RateLimiterOptions Options(int status, string text, Func<HttpContext, RateLimitPartition<string>> partition) => new()
    {
        GlobalLimiter = PartitionedRateLimiter.Create(partition),
        RejectionStatusCode = status,
        OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? (int)Math.Ceiling(told.TotalSeconds) : 1;
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, wait).ToString(System.Globalization.CultureInfo.InvariantCulture);
            await Failures.Answer(rejected.HttpContext, status, "throttled", text).ExecuteAsync(rejected.HttpContext);
        },
    };

    private static RateLimitPartition<string> AtATime(string key, int count) => RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = count });

    // Who has one address of IPv6 has its whole network.
    private static string Place(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
            return address?.MapToIPv4().ToString() ?? "";
        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }
}
