using System.Runtime.CompilerServices;
using System.Security.Claims;
using Gateway.Disclosures.Audit;
using Gateway.Security.Clients;
using Gateway.Security.Issuing;
using Gateway.Security.Purposes;
using Gateway.Security.Tokens;
using Gateway.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Gateway.Security;

/// <summary>
/// Stands before every route.
/// <list type="number">
/// <item>What is open passes (<see cref="OpenPaths"/>).</item>
/// <item>The token is checked, and the caller read from it; the register of clients says whether it is let in.</item>
/// <item>The request has one purpose of use, which the caller is registered for.</item>
/// <item>A route that says a scope is served to those who hold it; a native route that says none, to nobody.</item>
/// </list>
/// What a FHIR route may do with which type depends on the request: those routes ask <see cref="Caller.Grant"/>.
/// </summary>
internal sealed class Gate(RequestDelegate next, CheckedTokens known, TokenAddress own, RefusalTrail trail, GatewayMeter meter, ILogger<Gate> log)
{
    private static readonly string[] s_native = ["/custody", "/courts"];
    private readonly ConditionalWeakTable<ClaimsPrincipal, Caller> _told = [];

    public async Task InvokeAsync(HttpContext context)
    {
        if (OpenPaths.IsOpen(context))
        {
            await next(context);
            return;
        }

        // A token that was checked a moment ago comes with the claims that were read then.
        if (known.Find(BearerToken.Text(context.Request.Headers.Authorization)) is { } recalled && Told(recalled) is { } before)
        {
            await LetInAsync(context, CallerStanding.Of(before, recalled, context.Register(), own));
            return;
        }

        var checkedToken = await context.AuthenticateAsync();
        if (checkedToken.None && OpenPaths.IsOpenHere(context))
            await next(context);
        else if (checkedToken.None)
        {
            trail.Count(context, "no-token");
            await Refusals.RefuseAsync(context, hadToken: false);
        }
        else if (checkedToken.Principal is not { } principal || Told(principal) is not { } told)
            await RefuseAsync(context, RefusalReasons.Of(checkedToken.Failure));
        else
            await LetInAsync(context, CallerStanding.Of(told, principal, context.Register(), own));
    }

    private Caller? Told(ClaimsPrincipal principal)
    {
        if (!_told.TryGetValue(principal, out var caller) && (caller = CallerClaims.Read(principal)) is not null)
            _told.AddOrUpdate(principal, caller);
        return caller;
    }

    private Task LetInAsync(HttpContext context, CallerStanding standing) => standing.Caller is { } caller ? LetInAsync(context, caller) : RefuseAsync(context, standing.Reason);

    private async Task LetInAsync(HttpContext context, Caller caller)
    {
        var purpose = OpenPaths.IsPlain(context.Request) ? default : RequestPurpose.Of(caller.Purposes, context.Request.Headers[RequestPurpose.Header]);
        context.SetCaller(caller with { Purpose = purpose.Purpose });
        if (purpose.Refusal != 0)
        {
            meter.Forbidden();
            Log.PurposeRefused(log, caller.ClientId);
            await trail.AddAsync(context, caller, "purpose");
            await Refusals.RefuseAsync(context, purpose);
        }
        else if (ScopeOf(context) is not { } scope || caller.Has(scope))
            await next(context);
        else
        {
            meter.Forbidden();
            Log.CallerForbidden(log, caller.ClientId, scope);
            await trail.AddAsync(context, caller, "scope");
            await Refusals.ForbidAsync(context);
        }
    }

    private Task RefuseAsync(HttpContext context, string reason)
    {
        meter.TokenRefused(reason);
        Log.TokenRefused(log, reason);
        trail.Count(context, reason);
        return Refusals.RefuseAsync(context, hadToken: true);
    }

    // Null when no scope is due. A native route without a scope is due one that nobody holds.
    private static string? ScopeOf(HttpContext context)
    {
        if (OpenPaths.IsLocal(context.Request))
            return NativeScopes.Metrics;
        // What routing itself answers (a method that an address does not know) opens nothing.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
            return null;
        return endpoint.Metadata.GetMetadata<RequiredScope>()?.Scope
            ?? (s_native.Any(p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase)) ? "" : null);
    }
}
