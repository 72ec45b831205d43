using Gateway.Federation.Asking;
using Gateway.Federation.Ids;
using Gateway.Federation.Own;
using Gateway.Federation.Paging;
using Gateway.Federation.Records;
using Gateway.Fhir.Search.Values;
using Gateway.Hosting;
using Gateway.Sources;
using Gateway.Storage;
using Gateway.Storage.Audit;
using Gateway.Storage.Links;

namespace Gateway.Federation;

/// <summary>Registers what asks the sources.</summary>
internal static class FederationServices
{
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Section <c>Federation</c>.</param>
    /// <param name="key">The key of the deployment.</param>
    public static IServiceCollection AddFederation(this IServiceCollection services, IConfiguration configuration, byte[] key)
    {
        services.AddOptions<FederationOptions>().Bind(configuration.GetSection("Federation")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(p => p.GetRequiredService<Microsoft.Extensions.Options.IOptions<FederationOptions>>().Value);
        services.AddSingleton(new GatewayIds(key)).AddSingleton(new PageCursors(key));
        services.AddSingleton(p => p.GetRequiredService<LoadedArea>().Context);
        services.AddSingleton<IndexExtractor>().AddSingleton<LinkIndex>();
        services.AddSingleton(p => new LedgerSource(p.GetRequiredService<GatewayLedger>(), p.GetRequiredService<LoadedArea>().Context, p.GetRequiredService<GatewayIds>(), LedgerTypes.Of(p.GetRequiredService<LoadedArea>().Area.Ledger), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new AuditSource(p.GetRequiredService<AuditLog>(), p.GetRequiredService<LoadedArea>().Context, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DefinitionSource>();
        services.AddSingleton(p => new RecordResources(p.GetRequiredService<GatewayIds>(), [p.GetRequiredService<LoadedArea>().Directory.Profile]));
        services.AddSingleton<IReadOnlyList<IResourceSource>>(p => [.. p.GetRequiredService<LoadedArea>().Sources, p.GetRequiredService<LoadedArea>().Directory, p.GetRequiredService<DefinitionSource>(), p.GetRequiredService<LedgerSource>(), p.GetRequiredService<AuditSource>()]);
        return services.AddSingleton<OwnVersions>().AddSingleton<SourceAsker>().AddSingleton<SourceRounds>().AddSingleton<FederatedSearch>().AddSingleton<FederatedRead>().AddSingleton<PersonTypes>().AddSingleton<LedgerPages>().AddSingleton<FederatedPerson>().AddSingleton<FederatedCandidates>();
    }
}
