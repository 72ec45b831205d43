using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.EndToEnd.Tests.Data;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.EndToEnd.Tests.Native;

/// <summary>That the description says what the host has, and the host serves the description.</summary>
[Collection(NativeDemo.Name)]
public sealed partial class DescribedRouteTests(SharedDemo shared)
{
    // FHIR is described by its CapabilityStatement, tokens by SMART's configuration.
    private static readonly string[] s_described = ["custody", "courts", "health", "metrics", "openapi"];

    [Fact]
    public void Every_native_route_and_method_is_described_and_nothing_else()
    {
        var there = from endpoint in shared.Demo.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                    let path = $"/{endpoint.RoutePattern.RawText!.Trim('/')}"
                    where s_described.Contains(path.Split('/')[1])
                    from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
                    select (Method: method, Path: path);

        // A head is what a read gives without its content, and has no description of its own.
        Description.Operations.Select(o => $"{o.Method} {o.Path}").Should().BeEquivalentTo(there.Where(t => t.Method != "HEAD").Select(t => $"{t.Method} {t.Path}"));
        there.Where(t => t.Method == "HEAD").Select(t => t.Path).Should().BeEquivalentTo(there.Where(t => t.Method == "GET").Select(t => t.Path));
    }

    [Fact]
    public async Task The_document_is_served_as_it_is_written()
    {
        var answer = await shared.Demo.AskAsync(null, "openapi/gateway.json");

        answer.ContentType.Should().Be("application/json");
        answer.Body.Should().Equal(Description.Bytes);
    }

    [Fact]
    public async Task The_page_says_every_operation_and_loads_nothing()
    {
        var answer = await shared.Demo.AskAsync(null, "openapi");

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'; style-src 'sha256-");
        answer.Text.Should().NotContain("<script").And.NotContain("<link").And.NotContain("<img").And.NotContain(" style=").And.NotContain("@import").And.NotContain("url(");
        foreach (var (path, method, operation) in Description.Operations)
            answer.Text.Should().Contain($"id=\"{operation["operationId"]}\"").And.Contain($"{method} {path}");
    }

    [Fact]
    public async Task The_style_of_the_page_is_the_one_that_its_policy_allows()
    {
        var answer = await shared.Demo.AskAsync(null, "openapi");
        var style = Style().Match(answer.Text).Groups[1].Value;

        answer.Headers.GetValues("Content-Security-Policy").Single().Should().Contain(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(style))));
    }

    [Fact]
    public void Every_reference_in_the_document_leads_somewhere()
    {
        var references = Reference().Matches(Encoding.UTF8.GetString(Description.Bytes)).Select(m => m.Groups[1].Value).Distinct().ToList();

        references.Should().NotBeEmpty();
        foreach (var reference in references)
            Description.Resolved(new JsonObject { ["$ref"] = reference }).Should().NotBeNull(reference);
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("\"\\$ref\": \"([^\"]+)\"")]
    private static partial Regex Reference();
}
