using Gateway.Disclosures.Audit;
using Gateway.Jobs;
using Gateway.Security.Clients;
using Gateway.Security.Issuing;
using Gateway.Security.Tokens;
using Gateway.Storage.Audit;
using Gateway.Storage.Clients;
using Gateway.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Security;

/// <summary>Bearer tokens before everything that the gateway serves.</summary>
internal static class GatewaySecurity
{
    private const string AuthenticationMark = "__AuthenticationMiddlewareSet";
    private static readonly TimeSpan s_keysEvery = TimeSpan.FromHours(1);

    /// <summary>Adds what makes and checks tokens; the container must have the ledger. The host does not start without an issuer, or with one that cannot be right (<see cref="OptionsValidationException"/>).</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configuration">Sections <c>Security</c> and <c>AzureAd</c>.</param>
    /// <param name="key">The key of the deployment, under which signing keys are kept.</param>
    /// <param name="demo">The issuer of demo tokens; only a demo gives one, and no configuration can.</param>
    public static IServiceCollection AddGatewaySecurity(this IServiceCollection services, IConfiguration configuration, byte[] key, DemoIssuer? demo = null)
    {
        var options = configuration.GetSection(SecurityOptions.Section).Get<SecurityOptions>() ?? new SecurityOptions();
        var azure = configuration.GetSection(AzureAdOptions.Section).Get<AzureAdOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics().TryAddSingleton<GatewayMeter>();
        services.AddOptions<AzureAdOptions>().Bind(configuration.GetSection(AzureAdOptions.Section));
        services.AddOptions<SecurityOptions>().Bind(configuration.GetSection(SecurityOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecurityOptions>, SecurityRules>();
        services.AddSingleton<IValidateOptions<SecurityOptions>, SecurityOptionsCheck>();
        services.AddOptions<IssuingOptions>().Bind(configuration.GetSection(IssuingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<IssuingOptions>, IssuingRules>();
        services.TryAddSingleton<AuditLog>();
        services.AddSingleton<RefusalTrail>().AddHostedService<RefusalWorker>();
        services.AddSingleton<TokenAddress>().AddSingleton(new SigningKeySeal(key)).AddSingleton<ClientTable>().AddSingleton<SigningKeyTable>().AddSingleton<ClientRegister>();
        services.AddSingleton<KeyFetch>().AddSingleton<ClientKeys>().AddSingleton<SigningKeys>().AddSingleton<OwnKeys>().AddSingleton<OwnTokens>().AddSingleton<AssertionCheck>();
        services.AddHostedService<IssuingStart>().AddSingleton(new RegularJob("signing-keys", typeof(SigningKeyJob), s_keysEvery));
        // Failures of tokens are told by the gate, in words of its own.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Authentication", LogLevel.None));
        return services.AddBearerSchemes(TrustedIssuers.Of(options, azure is { IsConfigured: true } ? azure : null, demo));
    }

    /// <summary>Puts the gate before all routes; what does not answer itself goes before it.</summary>
    public static WebApplication UseGatewaySecurity(this WebApplication app)
    {
        app.UseMiddleware<RegisterReading>();
        // The gate asks who calls. Without this mark the framework would ask too, before everything, the log of requests included.
        ((IApplicationBuilder)app).Properties[AuthenticationMark] = true;
        app.UseMiddleware<Gate>();
        return app;
    }
}
