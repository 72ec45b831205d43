using Gateway.Security.Clients;
using Gateway.Security.Tokens;
using Gateway.Storage.Clients;
using Gateway.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Issuing;

/// <summary>
/// Authenticates clients by what they sign (RFC 7523; https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html).
/// <list type="number">
/// <item>It is an assertion in RS384 or ES384, of type JWT, that names its key and brings none along.</item>
/// <item>Its issuer is its subject, and a client that is registered and not disabled.</item>
/// <item>It is made for the token endpoint and for now: it ends within five minutes.</item>
/// <item>Where it says where its keys are, that is where they are registered.</item>
/// <item>Exactly one key has the name and type that it says, and has signed it.</item>
/// <item>A client that is registered with a certificate comes with it.</item>
/// <item>It was never shown before, to any node. This comes last, so that nobody uses up the ids of others.</item>
/// </list>
/// </summary>
internal sealed class AssertionCheck(ClientRegister register, ClientKeys keys, ClientTable table, TokenAddress address, IOptions<SecurityOptions> options, TimeProvider clock, GatewayMeter meter, ILogger<AssertionCheck> log)
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    /// <summary>The client; null when it is not authenticated.</summary>
    public async Task<RegisteredClient?> CheckAsync(OAuthForm form, HttpContext context)
    {
        var (client, reason) = await FindAsync(form, context);
        if (reason.Length == 0)
            return client;
        meter.TokenRefused(reason);
        Log.ClientRefused(log, client?.Registration.Id ?? "unknown", reason);
        return null;
    }

    private async Task<(RegisteredClient? Client, string Reason)> FindAsync(OAuthForm form, HttpContext context)
    {
        if (form["client_assertion_type"] != AssertionType || form["client_assertion"] is not { } text)
            return (null, "no-assertion");
        if (Assertion.Read(text, options.Value.MaxTokenLength) is not { } assertion)
            return (null, "malformed");
        if (assertion.Issuer is not { } id || (await register.CurrentAsync(context.RequestAborted)).Find(id) is not { } client)
            return (null, "not-registered");
        var reason = Refusal(assertion, client, form);
        if (reason.Length == 0)
            reason = await RefusalAsync(assertion, client, context);
        return (client, reason);
    }

    private string Refusal(Assertion assertion, RegisteredClient client, OAuthForm form)
    {
        var (now, skew) = (clock.GetUtcNow(), options.Value.ClockSkew);
        if (client.IsDisabled)
            return "disabled";
        if (assertion.Algorithm is not (SecurityAlgorithms.RsaSha384 or SecurityAlgorithms.EcdsaSha384) || assertion.HasForeignParts)
            return "algorithm";
        if (assertion.Type != "JWT")
            return "type";
        if (assertion.Subject != assertion.Issuer || form["client_id"] is { } named && named != assertion.Issuer)
            return "subject";
        if (!assertion.IsFor(address.Token))
            return "audience";
        if (assertion.Expires is not { } expires || expires + skew <= now)
            return "expired";
        if (expires - skew > now + s_longest)
            return "life";
        if (assertion.NotBefore - skew > now || assertion.Issued - skew > now)
            return "not-yet-valid";
        if (assertion.Id is null)
            return "no-id";
        return assertion.HasKeyAddress && (assertion.KeyAddress is null || assertion.KeyAddress != client.Registration.JwksUrl) ? "key-address" : "";
    }

    private async Task<string> RefusalAsync(Assertion assertion, RegisteredClient client, HttpContext context)
    {
        var registration = client.Registration;
        if (assertion.KeyId is not { } kid || await keys.FindAsync(registration, kid, assertion.Algorithm!, context.RequestAborted) is not { } key)
            return "key";
        if (!assertion.IsSignedBy(key))
            return "signature";
        if (registration.Certificate is { } print && !ClientCertificate.Is(await context.Connection.GetClientCertificateAsync(context.RequestAborted), print))
            return "not-bound";
        var ends = assertion.Expires!.Value + (2 * options.Value.ClockSkew);
        return await table.UseAsync(registration.Id, assertion.Id!, ends, context.RequestAborted) ? "" : "replayed";
    }
}
