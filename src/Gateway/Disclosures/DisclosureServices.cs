using Gateway.Access.Directories;
using Gateway.Disclosures.Audit;
using Gateway.Disclosures.Audit.Queue;
using Gateway.Disclosures.Consents;
using Gateway.Disclosures.Emergency;
using Gateway.Disclosures.Explain;
using Gateway.Disclosures.Reports;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Federation.Own;
using Gateway.Federation.Records;
using Gateway.Hosting;
using Gateway.Sources;

namespace Gateway.Disclosures;

/// <summary>Registers what decides, redacts and audits everything that leaves.</summary>
internal static class DisclosureServices
{
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Section <c>Emergency</c>.</param>
    /// <param name="options">Where the node's own folder is.</param>
    /// <param name="key">The key of the deployment, by which what waits on the node's disk is sealed.</param>
    public static IServiceCollection AddDisclosures(this IServiceCollection services, IConfiguration configuration, GatewayOptions options, byte[] key)
    {
        services.AddOptions<EmergencyOptions>().Bind(configuration.GetSection(EmergencyOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(p => p.GetRequiredService<Microsoft.Extensions.Options.IOptions<EmergencyOptions>>().Value);
        services.AddSingleton(p => p.GetRequiredService<LoadedArea>().Access).AddSingleton(p => new Origins(p.GetRequiredService<LoadedArea>().Area));
        services.AddSingleton(p => Directory(p.GetRequiredService<LoadedArea>().Directory, p.GetRequiredService<RecordResources>()));
        services.AddSingleton(_ => new SealedFile(Path.Combine(options.Data, AuditQueue.FileName), key, AuditQueue.Size)).AddSingleton<AuditQueue>().AddHostedService<AuditQueueWorker>();
        services.AddHostedService<AuditIndexWorker>();
        services.AddSingleton<DisclosureAudit>().AddSingleton<ConsentBook>().AddSingleton<ConsentIntake>().AddSingleton<Viewings>();
        services.AddSingleton<AccessReportEndpoint>().AddSingleton<Func<Guid>>(Guid.NewGuid).AddSingleton<ExplainEndpoint>();
        services.AddSingleton<ConsentCheck>().AddSingleton<IChangeRule, ConsentRule>();
        return services.AddSingleton<EmergencyGrants>().AddSingleton<EmergencyReviews>().AddSingleton<IChangeRule, EmergencyRule>().AddSingleton<EmergencyEndpoint>();
    }

    // Consents name organisations by their numbers, or by the addresses that the gateway gives them.
    private static PartyDirectory Directory(AreaSource area, RecordResources resources) => new(area.Records.SelectMany(r => resources.Of(area.Profile, r)).Select(r => r.Resource));
}
