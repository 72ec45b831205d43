using Gateway.Endpoints.Fhir;
using Gateway.Hosting;

namespace Gateway.Endpoints;

/// <summary>Registers the FHIR interface.</summary>
internal static class EndpointServices
{
    public static IServiceCollection AddEndpoints(this IServiceCollection services, GatewayOptions options) =>
        services.AddSingleton(new FhirAddress(options.PublicAddress)).AddSingleton<SearchEndpoint>().AddSingleton<ReadEndpoint>().AddSingleton<CapabilityEndpoint>();
}
