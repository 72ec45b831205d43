using System.Net;
using Gateway.Conformance;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Security.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.EndToEnd.Tests.Changes;

/// <summary>What the interface says of its addresses, and of itself.</summary>
[Collection(SharedStores.Name)]
public sealed class AddressTests(AccessDemos demos)
{
    [Theory]
    [InlineData("PUT", "metadata", "GET, HEAD")]
    [InlineData("DELETE", "metadata", "GET, HEAD")]
    [InlineData("DELETE", "_history", "GET, HEAD")]
    [InlineData("POST", "Patient/1/_history", "GET, HEAD")]
    [InlineData("PUT", "Patient/_search", "POST")]
    [InlineData("POST", "Patient/1/_history/1", "GET, HEAD")]
    public async Task A_wrong_method_is_told_the_right_ones(string method, string path, string allow)
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await demo.AskAsync(DemoClients.RecordKeeper, $"fhir/{path}", new HttpMethod(method));
        answer.Status.Should().Be(HttpStatusCode.MethodNotAllowed, answer.Text);
        answer.Allow.Should().Equal(allow.Split(", "));
        answer.Resource.Type.Name.Should().Be("OperationOutcome");
    }

    [Theory]
    [InlineData("GET", "Nonsense")]
    [InlineData("POST", "Nonsense")]
    [InlineData("GET", "Nonsense/1")]
    [InlineData("GET", "Patient/$nonsense")]
    [InlineData("DELETE", "Patient/1/2/3")]
    [InlineData("GET", "DomainResource")]
    [InlineData("GET", "Patient/an%20id")]
    public async Task What_is_no_address_is_not_found(string method, string path)
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await demo.AskAsync(DemoClients.RecordKeeper, $"fhir/{path}", new HttpMethod(method));
        (answer.Status, answer.Resource.Type.Name).Should().Be((HttpStatusCode.NotFound, "OperationOutcome"));
    }

    [Theory]
    [InlineData("DELETE", "custody/records", 405)]
    [InlineData("GET", "nothing/there", 404)]
    public async Task Beside_FHIR_problems_are_told_as_problems(string method, string path, int status)
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await demo.AskAsync(DemoClients.CustodySystem, path, new HttpMethod(method));
        ((int)answer.Status, answer.ContentType).Should().Be((status, "application/problem+json"));
    }

    [Fact]
    public async Task What_the_interface_says_of_itself_is_valid_and_so()
    {
        var demo = await demos.OnAsync("sqlite");
        var statement = (await demo.AskAsync(null, "fhir/metadata")).Resource;
        var result = await demo.Gateway.Services.GetRequiredService<AnsweredValidator>().ValidateAsync(statement, null, CancellationToken.None);
        result.Faults.Where(f => !f.IsWarning).Should().BeEmpty();

        var rest = statement["rest"].First();
        var observation = Resource(rest, "Observation");
        Codes(observation).Should().Contain(["read", "vread", "history-instance", "history-type", "create", "update", "delete", "search-type"]);
        observation.ChildText("versioning").Should().Be("versioned");
        Codes(Resource(rest, "AuditEvent")).Should().Contain("read").And.NotContain(["create", "update", "delete"]);
        Codes(Resource(rest, "Consent")).Should().Contain("create").And.NotContain("delete");
        rest["security"].Select(x => x.ChildText("description")).Should().ContainSingle().Which.Should().Contain("/oauth/token").And.Contain("/fhir/.well-known/smart-configuration");

        // What it says can be done, is done or refused by who may not; what it does not say is not there.
        foreach (var type in rest["resource"].Select(r => r.ChildText("type")!))
            ((int)(await demo.SendAsync("GET", $"{type}?_count=1")).Status).Should().BeOneOf([200, 400, 403], type);
    }

    private static Element Resource(Element rest, string type) => rest["resource"].Single(r => r.ChildText("type") == type);

    private static IEnumerable<string?> Codes(Element resource) => resource["interaction"].Select(i => i.ChildText("code"));
}
