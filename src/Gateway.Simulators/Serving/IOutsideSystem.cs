using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators.Serving;

/// <summary>One of the systems around the gateway, as it is served.</summary>
internal interface IOutsideSystem
{
    void Map(IEndpointRouteBuilder routes);

    /// <summary>Whether the credentials of a request do, for what needs any.</summary>
    bool Admits(HttpRequest request);
}
