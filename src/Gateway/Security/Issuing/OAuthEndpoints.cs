using Gateway.Endpoints;
using Gateway.Security.Clients;
using Gateway.Storage.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.Security.Issuing;

/// <summary>
/// SMART Backend Services (https://hl7.org/fhir/smart-app-launch/backend-services.html): systems get tokens for what they sign. Beside that, what tokens say (RFC 7662), how they are
/// taken back (RFC 7009), and where all that is.
/// </summary>
internal static class OAuthEndpoints
{
    private static readonly TimeSpan s_clocksDiffer = TimeSpan.FromMinutes(1);

    public static void MapOAuth(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<TokenAddress>().IsKnown)
            return;
        routes.MapMethods(OpenPaths.SmartConfiguration, ReadMethods.All, (TokenAddress address) => Results.Json(SmartConfiguration.Of(address)));
        routes.MapMethods(OpenPaths.Keys, ReadMethods.All, async (HttpContext http, SigningKeys keys, ClientRegister register) =>
        {
            await keys.CurrentAsync(http.RequestAborted);
            http.Response.Headers.CacheControl = "public, max-age=300";
            return Results.Text(PublicKeys.Set(keys.Shown(register.Latest).Select(k => k.Public)), "application/json");
        });
        routes.MapPost(OpenPaths.Token, async (HttpContext http, OwnTokens tokens) => await AskAsync(http, async (client, form) => form["grant_type"] switch
        {
            null => OAuthProblem.InvalidRequest("grant_type is missing."),
            "client_credentials" => await IssueAsync(client, form, tokens, http.RequestAborted),
            _ => new OAuthProblem(StatusCodes.Status400BadRequest, "unsupported_grant_type", "Tokens are given for client_credentials."),
        }));
        routes.MapPost(OpenPaths.Introspect, async (HttpContext http, OwnTokens tokens) => await AskAsync(http, async (_, form) =>
            form["token"] is { } text ? new OAuthAnswer(Told(await tokens.ReadAsync(text, http.RequestAborted))) : OAuthProblem.InvalidRequest("token is missing.")));
        routes.MapPost(OpenPaths.Revoke, async (HttpContext http, OwnTokens tokens, ClientTable table) => await AskAsync(http, async (client, form) =>
            form["token"] is { } text ? await RevokeAsync(client, await tokens.ReadAsync(text, http.RequestAborted), table, http.RequestAborted) : OAuthProblem.InvalidRequest("token is missing.")));
    }

    // The client is known before anything that it asks for is looked at.
    private static async Task<IResult> AskAsync(HttpContext http, Func<RegisteredClient, OAuthForm, Task<IResult>> answer)
    {
        var (form, problem) = await OAuthForm.ReadAsync(http.Request);
        if (form is null)
            return problem!;
        return await http.RequestServices.GetRequiredService<AssertionCheck>().CheckAsync(form, http) is { } client ? await answer(client, form) : OAuthProblem.InvalidClient;
    }

    private static async Task<IResult> IssueAsync(RegisteredClient client, OAuthForm form, OwnTokens tokens, CancellationToken cancellation)
    {
        var (grant, problem) = TokenGrant.Of(client, form);
        return grant is null ? problem!
            : new OAuthAnswer(new { access_token = await tokens.IssueAsync(grant, cancellation), token_type = "bearer", expires_in = (int)tokens.Life.TotalSeconds, scope = string.Join(' ', grant.Scopes) });
    }

    private static async Task<IResult> RevokeAsync(RegisteredClient client, JsonWebToken? token, ClientTable table, CancellationToken cancellation)
    {
        // What is no token, or none any more, needs no revocation (RFC 7009, section 2.2).
        if (token is null)
            return new OAuthAnswer(new { });
        if (token.GetPayloadValue<string>("client_id") != client.Registration.Id)
            return new OAuthProblem(StatusCodes.Status400BadRequest, "unauthorized_client", "The token was given to another client.");
        await table.RevokeAsync(token.Id, client.Registration.Id, token.ValidTo + s_clocksDiffer, cancellation);
        return new OAuthAnswer(new { });
    }

    private static Dictionary<string, object> Told(JsonWebToken? token)
    {
        if (token is null)
            return new() { ["active"] = false };
        var told = token.Claims.Where(c => c.Type is not ("cnf" or "exp" or "iat" or "nbf")).ToDictionary(c => c.Type, object (c) => c.Value, StringComparer.Ordinal);
        foreach (var time in new[] { "exp", "iat", "nbf" })
            told[time] = token.GetPayloadValue<long>(time);
        if (token.TryGetPayloadValue<System.Text.Json.JsonElement>("cnf", out var bound))
            told["cnf"] = bound;
        (told["active"], told["token_type"]) = (true, "bearer");
        return told;
    }
}
