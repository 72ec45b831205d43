using System.Net;
using System.Text.Json.Nodes;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.Community;

public class CommunityTests(Systems systems) : IClassFixture<Systems>
{
    private const string OpenTasks =
        """
        {"resourceType":"Bundle","type":"searchset","entry":[
          {"resource":{"resourceType":"Task","id":"t1","meta":{"versionId":"3"},"status":"requested"}},
          {"resource":{"resourceType":"ServiceRequest","id":"s1"}},
          {"resource":{"resourceType":"Patient","id":"p1"}}]}
        """;

    [Fact]
    public async Task Extracts_that_are_dropped_later_are_listed_after_the_last_one_read()
    {
        var last = (await Systems.Get(systems.Community, "extracts"))["extracts"]!.AsArray()[^1]!["name"]!.ToString();
        var outcomes = await Drop("outcomes", new { ReferralRef = "R-2001", OutcomeCode = "ACC", OutcomeDate = "12/01/2026", Comment = "Said \"yes\", twice" });
        var closures = await Drop("closures", new { ClientRef = "FC-1", ReferralRef = "R-2001", Closed = "12/01/2026", ClosureReason = "COMP" });
        var after = (await Systems.Get(systems.Community, $"extracts?after={last}"))["extracts"]!.AsArray().Select(e => e!["name"]!.ToString());
        var onlyClosures = (await Systems.Get(systems.Community, $"extracts?after={outcomes}"))["extracts"]!.AsArray().Select(e => e!["name"]!.ToString());

        after.Should().Equal(outcomes, closures).And.BeInAscendingOrder(StringComparer.Ordinal);
        onlyClosures.Should().Equal(closures);
        (await systems.Community.GetStringAsync($"extracts/{outcomes}")).Should().Be(
            "ReferralRef,ClientRef,OutcomeCode,OutcomeReason,OutcomeDate,EnteredService,Comment\r\nR-2001,,ACC,,12/01/2026,,\"Said \"\"yes\"\", twice\"\r\n");
    }

    [Fact]
    public async Task Notifications_are_kept_once_by_their_request_id()
    {
        using var first = await Notify("{\"a\":1}", "id-1");
        using var again = await Notify("{\"a\":1}", "id-1");
        using var broken = await Notify("{", "id-2");
        var received = JsonNode.Parse(await systems.Community.GetStringAsync("control/received"))!.AsArray();

        first.StatusCode.Should().Be(HttpStatusCode.Accepted);
        again.StatusCode.Should().Be(HttpStatusCode.Accepted);
        broken.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        received.Should().ContainSingle().Which!["body"]!.ToString().Should().Be("{\"a\":1}");
    }

    [Fact]
    public async Task Open_tasks_are_read_of_the_gateway_and_accepted()
    {
        await using var gateway = await Gateway();
        var taken = await Systems.Order(systems.Community, "control/referrals/take-up", new { decision = "accept" });
        var (search, change) = (gateway.Requests.First(), gateway.Requests.Last());

        taken["read"]!.ToJsonString().Should().Be("""{"Task":1,"ServiceRequest":1,"Patient":1}""");
        taken["decisions"]![0]!["decision"]!.ToString().Should().Be("accepted");
        Uri.UnescapeDataString(search.Query).Should().Contain("owner.identifier=https://fhir.nhs.uk/Id/ods-organization-code|ZZ950").And.Contain("_include:iterate=ServiceRequest:supporting-info");
        search.Authorization.Should().Be("Bearer community-token");
        (change.Method, change.Path, change.IfMatch).Should().Be(("PUT", "/fhir/Task/t1", "W/\"3\""));
        JsonNode.Parse(change.Body)!["status"]!.ToString().Should().Be("accepted");
    }

    [Fact]
    public async Task A_rejection_has_a_coded_reason()
    {
        await using var gateway = await Gateway();
        await Systems.Order(systems.Community, "control/referrals/take-up", new { decision = "reject", reasonCode = "42" });
        var reason = JsonNode.Parse(gateway.Requests.Last().Body)!["statusReason"]!;

        reason["coding"]![0]!.ToJsonString().Should().Be("""{"system":"https://fhir.nhs.uk/CodeSystem/rejected-reasons-bars","code":"42","display":"Out of area"}""");
        reason["text"]!.ToString().Should().Be("Out of area");
    }

    private async Task<StubGateway> Gateway()
    {
        var gateway = await StubGateway.StartAsync();
        gateway.Answers["GET /fhir/Task"] = OpenTasks;
        gateway.Answers["PUT /fhir/Task/t1"] = """{"resourceType":"Task","id":"t1","status":"accepted"}""";
        systems.Running.ConnectTo(gateway.Address, new GatewayTokens { Community = "community-token" });
        return gateway;
    }

    private async Task<string> Drop(string kind, object row) => (await Systems.Order(systems.Community, "control/extracts", new { kind, rows = new[] { row } }))["name"]!.ToString();

    private async Task<HttpResponseMessage> Notify(string body, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "notifications") { Content = Systems.Body(body) };
        request.Headers.Add("X-Request-Id", id);
        return await systems.Community.SendAsync(request);
    }
}
