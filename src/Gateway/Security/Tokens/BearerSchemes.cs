using Gateway.Security.Clients;
using Gateway.Security.Issuing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Tokens;

/// <summary>One authentication scheme an issuer, so that the keys of one never check the tokens of another, and one in front that picks among them.</summary>
internal static class BearerSchemes
{
    /// <summary>The scheme of the gateway's own tokens.</summary>
    public const string Own = "own";

    private const string Picker = "bearer";

    public static IServiceCollection AddBearerSchemes(this IServiceCollection services, TrustedIssuers issuers)
    {
        services.AddSingleton(issuers).AddSingleton<CheckedTokens>();
        var builder = services.AddAuthentication(Picker)
            .AddPolicyScheme(Picker, null, options => options.ForwardDefaultSelector = Pick)
            .AddScheme<AuthenticationSchemeOptions, RefusingHandler>(RefusingHandler.Name, null);
        foreach (var issuer in issuers.All)
        {
            builder.AddJwtBearer(issuer.Scheme, _ => { });
            services.AddOptions<JwtBearerOptions>(issuer.Scheme).Configure<CheckedTokens, IOptions<SecurityOptions>>((bearer, known, options) => Configure(bearer, issuer, IssuerKeys.Of(issuer), known, null, options.Value));
        }

        builder.AddJwtBearer(Own, _ => { });
        services.AddOptions<JwtBearerOptions>(Own).Configure<OwnTokens, OwnKeys, ClientRegister, CheckedTokens, IOptions<SecurityOptions>>((bearer, tokens, keys, register, known, options) =>
            Configure(bearer, tokens.Trusted, keys, known, () => register.Latest.KeysVersion, options.Value));
        return services;
    }

    private static string Pick(HttpContext context)
    {
        var services = context.RequestServices;
        var longest = services.GetRequiredService<IOptions<SecurityOptions>>().Value.MaxTokenLength;
        var issuer = BearerToken.Issuer(context.Request.Headers.Authorization, longest);
        var own = services.GetRequiredService<TokenAddress>();
        return issuer is not null && own.IsKnown && own.Issuer == issuer ? Own : services.GetRequiredService<TrustedIssuers>().Find(issuer)?.Scheme ?? RefusingHandler.Name;
    }

    private static void Configure(JwtBearerOptions bearer, TrustedIssuer issuer, IConfigurationManager<OpenIdConnectConfiguration> keys, CheckedTokens known, Func<string>? keysVersion, SecurityOptions options)
    {
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.IncludeErrorDetails = false;
        bearer.ConfigurationManager = keys;
        bearer.TokenHandlers.Clear();
        bearer.TokenHandlers.Add(new JsonWebTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = options.MaxTokenLength });
        bearer.Events = new JwtBearerEvents { OnTokenValidated = context => CheckBindingAsync(context, known, keysVersion) };
        bearer.TokenValidationParameters = Parameters(issuer, options, known.Clock);
    }

    /// <summary>What holds of every token of an issuer, but for its keys.</summary>
    public static TokenValidationParameters Parameters(TrustedIssuer issuer, SecurityOptions options, TimeProvider clock) => new()
    {
        ValidIssuers = issuer.Names,
        ValidAudiences = issuer.Audiences,
        ValidAlgorithms = issuer.Algorithms,
        ValidTypes = ["at+jwt", "application/at+jwt", "JWT"],
        ClockSkew = options.ClockSkew,
        LifetimeValidator = Life(issuer, options, clock),
        TryAllIssuerSigningKeys = false,
        ValidateIssuerSigningKey = true,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        RequireAudience = true,
        NameClaimType = "sub",
    };

    private static LifetimeValidator Life(TrustedIssuer issuer, SecurityOptions options, TimeProvider clock)
    {
        var life = new TokenLife(clock, issuer.MaxTokenLife ?? options.MaxTokenLife, options.ClockSkew);
        return (notBefore, expires, token, _) => life.Check(notBefore, expires, token);
    }

    // The certificate is asked for only where a token is bound, as asking may start a handshake; such a token is checked anew on every connection.
    private static async Task CheckBindingAsync(TokenValidatedContext context, CheckedTokens known, Func<string>? keysVersion)
    {
        if (context.SecurityToken is JsonWebToken token && !TokenBinding.IsBound(token))
        {
            known.Add(token.EncodedToken, context.Principal!, token.ValidTo, keysVersion);
            return;
        }

        var certificate = await context.HttpContext.Connection.GetClientCertificateAsync(context.HttpContext.RequestAborted);
        if (context.SecurityToken is not JsonWebToken bound || !TokenBinding.Holds(bound, certificate))
            context.Fail(new SecurityTokenInvalidSignatureException("The token is bound to another key."));
    }
}
