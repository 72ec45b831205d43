using Gateway.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Security;

/// <summary>
/// Stands before every route.
/// <list type="number">
/// <item>What is open passes (<see cref="OpenPaths"/>).</item>
/// <item>The token is checked, and the caller read from it.</item>
/// <item>A route that says a scope is served to those who hold it; a native route that says none, to nobody.</item>
/// </list>
/// What a FHIR route may do with which type depends on the request: those routes ask <see cref="Caller.Grant"/>.
/// </summary>
internal sealed class Gate(RequestDelegate next, GatewayMeter meter, ILogger<Gate> log)
{
    private static readonly string[] s_native = ["/custody", "/courts"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (OpenPaths.IsOpen(context))
        {
            await next(context);
            return;
        }

        var checkedToken = await context.AuthenticateAsync();
        if (checkedToken.None && OpenPaths.IsOpenHere(context))
            await next(context);
        else if (checkedToken.Principal is not { } principal || CallerClaims.Read(principal) is not { } caller)
            await RefuseAsync(context, checkedToken);
        else
            await LetInAsync(context, caller);
    }

    private Task LetInAsync(HttpContext context, Caller caller)
    {
        context.SetCaller(caller);
        if (ScopeOf(context) is not { } scope || caller.Has(scope))
            return next(context);
        meter.Forbidden();
        Log.CallerForbidden(log, caller.ClientId, scope);
        return Refusals.ForbidAsync(context);
    }

    private Task RefuseAsync(HttpContext context, AuthenticateResult result)
    {
        if (!result.None)
        {
            var reason = RefusalReasons.Of(result.Failure);
            meter.TokenRefused(reason);
            Log.TokenRefused(log, reason);
        }

        return Refusals.RefuseAsync(context, hadToken: !result.None);
    }

    // Null when no scope is due. A native route without a scope is due one that nobody holds.
    private static string? ScopeOf(HttpContext context)
    {
        if (OpenPaths.IsLocal(context.Request))
            return NativeScopes.Metrics;
        if (context.GetEndpoint() is not { } endpoint)
            return null;
        return endpoint.Metadata.GetMetadata<RequiredScope>()?.Scope
            ?? (s_native.Any(p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase)) ? "" : null);
    }
}
