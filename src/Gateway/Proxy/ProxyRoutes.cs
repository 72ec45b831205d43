using Gateway.Endpoints.Fhir;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy;

/// <summary>Registers the way to sources' own FHIR interfaces, and its one route.</summary>
internal static class ProxyRoutes
{
    public static IServiceCollection AddProxy(this IServiceCollection services)
    {
        // The forwarder says in its log where it forwards to.
        services.AddHttpForwarder().AddLogging(logging => logging.AddFilter("Yarp", LogLevel.None));
        return services.AddSingleton<ProxyEndpoint>().AddSingleton<ProxyFrame>().AddSingleton<ProxyPass>().AddSingleton<ProxyRead>().AddSingleton<ProxySearch>().AddSingleton<ProxyWrite>().AddSingleton<ProxyMetadata>();
    }

    public static void MapProxy(this IEndpointRouteBuilder routes) =>
        routes.Map($"{FhirAddress.Sources}/{{name}}{FhirAddress.Path}/{{**path}}", (string name, string? path, HttpContext http, ProxyEndpoint proxy) => proxy.AnswerAsync(name, path, http));
}
