using System.Net;
using Microsoft.AspNetCore.Http;

namespace Gateway.Security;

/// <summary>
/// What is served without a token: whether the process lives and what it can do, to all; whether it is ready and its metrics, to
/// programs on the same machine. The list is here and nowhere else: what a route says of itself opens nothing.
/// </summary>
internal static class OpenPaths
{
    private static readonly string[] s_open = ["/health/live", "/fhir/metadata"];
    private static readonly string[] s_local = ["/health/ready", "/metrics"];

    public static bool IsOpen(HttpContext context) => IsRead(context.Request) && Has(s_open, context.Request.Path);

    /// <summary>True for what the same machine may read. A request that says that it was forwarded came through a proxy from elsewhere.</summary>
    public static bool IsOpenHere(HttpContext context) => IsLocal(context.Request) && IsRead(context.Request)
        && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.Keys.Any(h => h.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase) || h.Equals("Forwarded", StringComparison.OrdinalIgnoreCase) || h.Equals("Via", StringComparison.OrdinalIgnoreCase));

    /// <summary>True for what else needs <see cref="NativeScopes.Metrics"/>.</summary>
    public static bool IsLocal(HttpRequest request) => Has(s_local, request.Path);

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static bool Has(string[] paths, PathString path) => paths.Contains(path.Value, StringComparer.OrdinalIgnoreCase);
}
