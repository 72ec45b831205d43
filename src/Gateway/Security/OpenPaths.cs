using System.Net;
using Microsoft.AspNetCore.Http;

namespace Gateway.Security;

/// <summary>
/// What is served without a token: whether the process lives, what it can do (also as OpenAPI) and how to get a token, to all; tokens, to clients that sign for them; whether it is ready and its metrics, to
/// programs on the same machine. The list is here and nowhere else: what a route says of itself opens nothing.
/// </summary>
internal static class OpenPaths
{
    public const string SmartConfiguration = "/fhir/.well-known/smart-configuration";
    public const string Keys = "/oauth/jwks";
    public const string Token = "/oauth/token";
    public const string Introspect = "/oauth/introspect";
    public const string Revoke = "/oauth/revoke";

    private static readonly string[] s_open = ["/health/live", "/fhir/metadata", SmartConfiguration, Keys, "/openapi", "/openapi/gateway.json"];
    private static readonly string[] s_posted = [Token, Introspect, Revoke];
    private static readonly string[] s_plain = ["/health", "/metrics"];
    private static readonly string[] s_local = ["/health/ready", "/metrics"];

    public static bool IsOpen(HttpContext context) => Has(IsRead(context.Request) ? s_open : HttpMethods.IsPost(context.Request.Method) ? s_posted : [], context.Request.Path);

    /// <summary>True for what tells of nobody, so that nobody asks what it is for.</summary>
    public static bool IsPlain(HttpRequest request) => s_plain.Any(p => request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for what the same machine may read. A request that says that it was forwarded came through a proxy from elsewhere.</summary>
    public static bool IsOpenHere(HttpContext context) => IsLocal(context.Request) && IsRead(context.Request)
        && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.Keys.Any(h => h.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase) || h.StartsWith("X-Original", StringComparison.OrdinalIgnoreCase) || h.Equals("Forwarded", StringComparison.OrdinalIgnoreCase) || h.Equals("Via", StringComparison.OrdinalIgnoreCase));

    /// <summary>True for what else needs <see cref="NativeScopes.Metrics"/>.</summary>
    public static bool IsLocal(HttpRequest request) => Has(s_local, request.Path);

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static bool Has(string[] paths, PathString path) => paths.Contains(path.Value, StringComparer.OrdinalIgnoreCase);
}
