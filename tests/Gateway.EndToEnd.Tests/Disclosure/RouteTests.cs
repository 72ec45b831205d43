using System.Net;
using System.Text.RegularExpressions;
using Gateway.EndToEnd.Tests.Data;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.EndToEnd.Tests.Disclosure;

/// <summary>The anonymous, on every route that the host has.</summary>
public sealed partial class RouteTests(SharedDemo shared) : IClassFixture<SharedDemo>
{
    private static readonly string[] s_read = ["/health/live", "/health/ready", "/metrics", "/fhir/metadata", "/fhir/.well-known/smart-configuration", "/oauth/jwks", "/openapi", "/openapi/gateway.json"];

    // The token endpoints ask clients for what they sign, and not for a token.
    private static readonly string[] s_open = [.. s_read.SelectMany(p => (string[])[$"GET {p}", $"HEAD {p}"]), "POST /oauth/token", "POST /oauth/introspect", "POST /oauth/revoke"];

    [Fact]
    public async Task Nothing_is_served_to_the_anonymous_but_what_is_documented()
    {
        var routes = Routes().ToList();
        var open = new List<string>();
        foreach (var (method, path) in routes)
        {
            var answer = await shared.Demo.AskAsync(null, path, new HttpMethod(method));
            if (answer.Status != HttpStatusCode.Unauthorized)
                open.Add($"{method} {path}");
        }

        routes.Should().HaveCountGreaterThan(12);
        open.Should().BeEquivalentTo(s_open);
    }

    [Theory]
    [InlineData("health/ready")]
    [InlineData("metrics")]
    public async Task What_the_same_machine_may_read_is_closed_to_what_was_forwarded(string path) =>
        (await shared.Demo.AskAsync(null, path, more: r => r.Headers.Add("X-Forwarded-For", "192.0.2.1"))).Status.Should().Be(HttpStatusCode.Unauthorized);

    private IEnumerable<(string Method, string Path)> Routes() =>
        from endpoint in shared.Demo.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = Parameter().Replace(endpoint.RoutePattern.RawText!, m => m.Value.StartsWith("{type", StringComparison.Ordinal) ? "Patient" : "1")
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST", "DELETE"]
        select (method, $"/{path.TrimStart('/')}");

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
