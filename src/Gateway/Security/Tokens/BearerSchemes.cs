using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Tokens;

/// <summary>One authentication scheme an issuer, so that the keys of one never check the tokens of another, and one in front that picks among them.</summary>
internal static class BearerSchemes
{
    private const string Picker = "bearer";

    public static IServiceCollection AddBearerSchemes(this IServiceCollection services, TrustedIssuers issuers)
    {
        services.AddSingleton(issuers);
        var builder = services.AddAuthentication(Picker)
            .AddPolicyScheme(Picker, null, options => options.ForwardDefaultSelector = Pick)
            .AddScheme<AuthenticationSchemeOptions, RefusingHandler>(RefusingHandler.Name, null);
        foreach (var issuer in issuers.All)
        {
            builder.AddJwtBearer(issuer.Scheme, _ => { });
            services.AddOptions<JwtBearerOptions>(issuer.Scheme).Configure<IOptions<SecurityOptions>, TimeProvider>((bearer, options, clock) => Configure(bearer, issuer, options.Value, clock));
        }

        return services;
    }

    private static string Pick(HttpContext context)
    {
        var services = context.RequestServices;
        var longest = services.GetRequiredService<IOptions<SecurityOptions>>().Value.MaxTokenLength;
        return services.GetRequiredService<TrustedIssuers>().Find(BearerToken.Issuer(context.Request.Headers.Authorization, longest))?.Scheme ?? RefusingHandler.Name;
    }

    private static void Configure(JwtBearerOptions bearer, TrustedIssuer issuer, SecurityOptions options, TimeProvider clock)
    {
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.IncludeErrorDetails = false;
        bearer.ConfigurationManager = IssuerKeys.Of(issuer);
        bearer.TokenHandlers.Clear();
        bearer.TokenHandlers.Add(new JsonWebTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = options.MaxTokenLength });
        var known = new CheckedTokens(clock);
        bearer.Events = new JwtBearerEvents { OnMessageReceived = context => Recall(context, known), OnTokenValidated = context => CheckBindingAsync(context, known) };
        bearer.TokenValidationParameters = new TokenValidationParameters
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
    }

    private static LifetimeValidator Life(TrustedIssuer issuer, SecurityOptions options, TimeProvider clock)
    {
        var life = new TokenLife(clock, issuer.MaxTokenLife ?? options.MaxTokenLife, options.ClockSkew);
        return (notBefore, expires, token, _) => life.Check(notBefore, expires, token);
    }

    private static Task Recall(MessageReceivedContext context, CheckedTokens known)
    {
        if (BearerToken.Text(context.Request.Headers.Authorization) is { } token && known.Find(token) is { } caller)
        {
            context.Principal = caller;
            context.Success();
        }

        return Task.CompletedTask;
    }

    // The certificate is asked for only where a token is bound, as asking may start a handshake; such a token is checked anew on every connection.
    private static async Task CheckBindingAsync(TokenValidatedContext context, CheckedTokens known)
    {
        if (context.SecurityToken is JsonWebToken token && !TokenBinding.IsBound(token))
        {
            known.Add(token.EncodedToken, context.Principal!, token.ValidTo);
            return;
        }

        var certificate = await context.HttpContext.Connection.GetClientCertificateAsync(context.HttpContext.RequestAborted);
        if (context.SecurityToken is not JsonWebToken bound || !TokenBinding.Holds(bound, certificate))
            context.Fail(new SecurityTokenInvalidSignatureException("The token is bound to another key."));
    }
}
