using Gateway.Endpoints.Fhir;
using Gateway.Hosting;
using Gateway.Medication;
using Gateway.Security;

namespace Gateway.Endpoints;

/// <summary>Registers the FHIR interface.</summary>
internal static class EndpointServices
{
    public static IServiceCollection AddEndpoints(this IServiceCollection services, GatewayOptions options) =>
        services.AddSingleton(p => IngredientIndex.Of(p.GetRequiredService<LoadedArea>().Maps.ConceptRows)).AddSingleton<MedicationHistoryEndpoint>()
            .AddSingleton(p => new Disclosure(p.GetRequiredService<LoadedArea>().Projections)).AddSingleton(new FhirAddress(options.PublicAddress)).AddSingleton<SearchEndpoint>().AddSingleton<ReadEndpoint>().AddSingleton<CapabilityEndpoint>();
}
