using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gateway.Simulators.Tests.Records;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.Custody;

public class CustodyTests(Systems systems) : IClassFixture<Systems>
{
    private const string Acknowledgement = "<HealthRequestAcknowledgement xmlns=\"https://health-justice.example/custody\"><requestReference>HCR-1</requestReference><status>accepted</status></HealthRequestAcknowledgement>";

    [Fact]
    public async Task A_caller_without_the_key_is_refused_and_a_number_that_is_not_there_is_not_found()
    {
        using var stranger = new HttpClient { BaseAddress = systems.Running.Custody };
        using var refused = await stranger.GetAsync("custody-records?custodyNumber=1");
        using var missing = await systems.Custody.GetAsync("custody-records?custodyNumber=1");
        using var health = await stranger.GetAsync("health");

        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        missing.StatusCode.Should().Be(HttpStatusCode.NotFound);
        health.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Answers_of_healthcare_are_taken_once_by_their_key()
    {
        using var first = await Send("health-request-acknowledgements", Acknowledgement, "application/xml", "ack-1");
        using var again = await Send("health-request-acknowledgements", Acknowledgement, "application/xml", "ack-1");
        using var json = await Send("health-request-outcomes", """{"requestReference":"HCR-1","outcome":"seen"}""", "application/json", "ack-1");
        var received = await Received();

        new[] { first, again, json }.Should().OnlyContain(r => r.StatusCode == HttpStatusCode.Accepted);
        received.Where(r => r.GetProperty("key").GetString() == "ack-1").Select(r => r.GetProperty("kind").GetString()).Should().Equal("HealthRequestAcknowledgement", "HealthRequestOutcome");
    }

    [Theory]
    [InlineData("<Broken", "application/xml")]
    [InlineData("<Other/>", "application/xml")]
    [InlineData("{", "application/json")]
    [InlineData("{}", "application/json")]
    public async Task What_cannot_be_read_is_refused(string body, string type)
    {
        using var response = await Send("health-request-attendances", body, type, "bad");

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("xml", "application/xml")]
    [InlineData("json", "application/json")]
    public async Task Records_and_requests_are_pushed_with_token_and_request_id(string format, string type)
    {
        await using var gateway = await StubGateway.StartAsync();
        systems.Running.ConnectTo(gateway.Address, new GatewayTokens { Custody = "custody-token" });
        var number = systems.Running.Population.InCustody.CustodyNumbers[^1];
        var record = await Systems.Order(systems.Custody, "control/push", new { custodyNumber = number, format });
        var request = await Systems.Order(systems.Custody, "control/health-requests", new { custodyNumber = number, urgency = "immediate", reasons = new[] { "fitness-to-detain" }, format });
        var pushed = gateway.Requests.ToArray();

        record["status"]!.GetValue<int>().Should().Be(202);
        request["reference"]!.ToString().Should().StartWith("HCR-");
        pushed.Select(p => p.Path).Should().Equal("/custody/records", "/custody/health-requests");
        pushed.Should().OnlyContain(p => p.Authorization == "Bearer custody-token" && p.ContentType == type && p.RequestId.Length == 36);
        pushed.Select(p => p.RequestId).Should().OnlyHaveUniqueItems();
        RecordMaps.Complaints("CustodyRecord", Encoding.UTF8.GetBytes(pushed[0].Body)).Should().BeEmpty();
        RecordMaps.Complaints("HealthRequest", Encoding.UTF8.GetBytes(pushed[1].Body)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_request_is_repeated_letter_for_letter_under_its_reference_and_request_id()
    {
        await using var gateway = await StubGateway.StartAsync();
        systems.Running.ConnectTo(gateway.Address, new GatewayTokens());
        var order = new { custodyNumber = systems.Running.Population.CustodyNumbers[0], reference = "HCR-again", requestId = "11111111-1111-4111-8111-111111111111" };
        await Systems.Order(systems.Custody, "control/health-requests", order);
        await Systems.Order(systems.Custody, "control/health-requests", order);
        var pushed = gateway.Requests.ToArray();

        pushed[1].Should().Be(pushed[0]);
    }

    [Fact]
    public async Task A_push_says_that_no_gateway_answers()
    {
        systems.Running.ConnectTo(new Uri("http://127.0.0.1:9"), new GatewayTokens());
        var pushed = await Systems.Order(systems.Custody, "control/push", new { custodyNumber = systems.Running.Population.CustodyNumbers[0] });

        pushed["failure"]!.ToString().Should().Be("no-answer");
    }

    private async Task<HttpResponseMessage> Send(string path, string body, string type, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type)) };
        request.Headers.Add("Idempotency-Key", key);
        return await systems.Custody.SendAsync(request);
    }

    private async Task<IReadOnlyList<JsonElement>> Received() => [.. JsonDocument.Parse(await systems.Custody.GetStringAsync("control/received")).RootElement.EnumerateArray()];
}
