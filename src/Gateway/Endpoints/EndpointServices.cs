using Gateway.Endpoints.Fhir;
using Gateway.Endpoints.Fhir.Binaries;
using Gateway.Endpoints.Fhir.Bundles;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Endpoints.Fhir.Conformance;
using Gateway.Endpoints.Fhir.History;
using Gateway.Endpoints.Fhir.Patches;
using Gateway.Endpoints.Fhir.Records;
using Gateway.Endpoints.Fhir.Routing;
using Gateway.Endpoints.Fhir.Terminology;
using Gateway.Hosting;
using Gateway.Medication;

namespace Gateway.Endpoints;

/// <summary>Registers the FHIR interface.</summary>
internal static class EndpointServices
{
    public static IServiceCollection AddEndpoints(this IServiceCollection services, GatewayOptions options)
    {
        services.Configure<RouteOptions>(o =>
        {
            o.SetParameterPolicy<ResourceTypeConstraint>(ResourceTypeConstraint.Name);
            o.SetParameterPolicy<ResourceIdConstraint>(ResourceIdConstraint.Name);
        });
        return services.AddSingleton<KnownAddresses>().AddSingleton(p => IngredientIndex.Of(p.GetRequiredService<LoadedArea>().Maps.ConceptRows)).AddSingleton<PersonOperation>()
            .AddSingleton<MedicationHistoryEndpoint>().AddSingleton<EverythingEndpoint>().AddSingleton<SummaryEndpoint>().AddSingleton<MatchEndpoint>()
            .AddSingleton(new FhirAddress(options.PublicAddress)).AddSingleton<SearchEndpoint>().AddSingleton<ReadOpening>().AddSingleton<ReadEndpoint>().AddSingleton<CapabilityEndpoint>().AddSingleton<VersionEndpoint>().AddSingleton<HistoryEndpoint>()
            .AddSingleton<TranslateEndpoint>().AddSingleton<ExpandEndpoint>().AddSingleton<ValidateCodeEndpoint>().AddSingleton<LookupEndpoint>().AddSingleton<SubsumesEndpoint>()
            .AddSingleton<IChangeRule, DefinitionRule>().AddSingleton<ValidateEndpoint>().AddSingleton<TransformEndpoint>()
            .AddSingleton<ChangeConditions>().AddSingleton<SourceChanges>().AddSingleton<ChangeStatusEndpoint>().AddSingleton<ChangeTargets>().AddSingleton<ChangeReview>().AddSingleton<ChangeDesk>().AddSingleton<ChangeEndpoint>()
            .AddSingleton<PatchEndpoint>().AddSingleton<EntryRequests>().AddSingleton<EntryReferences>().AddSingleton<TransactionRun>().AddSingleton<BundleEndpoint>().AddSingleton<BinaryEndpoint>().AddSingleton<IChangeRule, BinaryRule>();
    }
}
