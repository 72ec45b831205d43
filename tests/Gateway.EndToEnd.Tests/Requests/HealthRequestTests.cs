using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Requests;

public sealed class HealthRequestTests(SharedDemo shared) : IClassFixture<SharedDemo>
{
    private const string Json = "application/json";
    private const string Xml = "application/xml";
    private const string Custody = "42CP/2026/000100";

    private RunningDemo Demo => shared.Demo;

    [Theory]
    [InlineData(Json, null, Json)]
    [InlineData(Xml, null, Xml)]
    [InlineData(Xml, Json, Json)]
    [InlineData(Json, Xml, Xml)]
    public async Task A_request_is_received_and_answered_in_the_format_of_the_caller(string type, string? accept, string answered)
    {
        var reference = $"HCR-format-{type[12..]}-{accept?[12..]}";
        var answer = await PostAsync(Body(type, reference), type, reference, accept: accept);

        answer.Status.Should().Be(HttpStatusCode.Accepted);
        answer.ContentType.Should().Be(answered);
        Field(answer, "requestReference").Should().Be(reference);
        Field(answer, "status").Should().Be("received");
    }

    [Theory]
    [InlineData(Json)]
    [InlineData(Xml)]
    public async Task How_far_it_has_come_can_be_looked_up(string type)
    {
        var reference = $"HCR-look-{type[12..]}";
        var task = Field(await PostAsync(Body(type, reference), type, reference), "reference");
        var found = await Demo.AskAsync(DemoClients.CustodySystem, $"custody/health-requests/{task}", more: r => r.Headers.Add("Accept", type));
        var unknown = await Demo.AskAsync(DemoClients.CustodySystem, "custody/health-requests/6cd2a1e0-0000-4000-8000-000000000000");

        found.Status.Should().Be(HttpStatusCode.OK);
        Field(found, "requestReference").Should().Be(reference);
        unknown.Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_Task_gives_healthcare_sixty_minutes()
    {
        await PostAsync(Body(Json, "HCR-sixty"), Json, "HCR-sixty");
        var task = (await Demo.OwnTasksAsync("HCR-sixty")).Single();
        var end = task["restriction"].SelectMany(r => r["period"]).Single().ChildText("end")!;

        (At(end) - At("2026-01-15T23:30:00+00:00")).Should().Be(TimeSpan.FromMinutes(60));
    }

    [Fact]
    public async Task Sent_again_it_gets_the_same_answer_and_is_done_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostAsync(Body(Json, "HCR-again"), Json, "again")));
        var later = await PostAsync(Body(Json, "HCR-again"), Json, "again");
        var cases = await Patience.UntilAsync(() => Demo.CasesAsync("health-requests?reference=HCR-again"), c => c.Count > 0);

        answers.Append(later).Should().OnlyContain(a => a.Status == HttpStatusCode.Accepted && a.Text == later.Text);
        later.Headers.Should().Contain(h => h.Key == "Idempotent-Replayed");
        (await Demo.OwnTasksAsync("HCR-again")).Should().HaveCount(1);
        cases.Should().HaveCount(1);
    }

    [Fact]
    public async Task Another_content_under_the_same_id_is_refused()
    {
        await PostAsync(Body(Json, "HCR-one"), Json, "reused");
        var other = await PostAsync(Body(Json, "HCR-other"), Json, "reused");

        other.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await Demo.TasksAsync("HCR-other")).Of("Task").Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_number_under_another_id_is_a_conflict_that_names_the_first()
    {
        var first = await PostAsync(Body(Json, "HCR-number"), Json, "number-1");
        var second = await PostAsync(Body(Xml, "HCR-number"), Xml, "number-2");

        second.Status.Should().Be(HttpStatusCode.Conflict);
        second.ContentType.Should().Be("application/problem+xml");
        second.Text.Should().Contain(Field(first, "reference"));
    }

    [Fact]
    public async Task Who_may_not_raise_requests_is_turned_away_before_anything_is_read()
    {
        (await PostAsync("no content of ours", Json, "nobody", client: null)).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await PostAsync("no content of ours", Json, "courts", client: DemoClients.Courts)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await Demo.AskAsync(DemoClients.TrustClinician, "custody/health-requests/1")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_headers_are_checked()
    {
        (await PostAsync(Body(Json, "HCR-headers"), Json, null)).Status.Should().Be(HttpStatusCode.BadRequest);
        (await PostAsync(Body(Json, "HCR-headers"), "text/csv", "headers")).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await PostAsync(Body(Json, "HCR-headers"), Json, new string('i', 201))).Status.Should().Be(HttpStatusCode.BadRequest);
        (await Demo.TasksAsync("HCR-headers")).Of("Task").Should().BeEmpty();
    }

    [Theory]
    [InlineData(Json, """{"requestReference":"Markedreference","custodyNumber":"42CP/2026/000100",""")]
    [InlineData(Json, """{"requestReference":"Markedreference","custodyNumber":{"a":"Markedvalue"}}""")]
    [InlineData(Json, """{"requestReference":"Markedreference","raised":"2026-01-15T23:30:00+00:00","person":{"familyName":"Markedsurname"}}""")]
    [InlineData(Json, "Markedvalue")]
    [InlineData(Xml, "<HealthRequest xmlns=\"https://health-justice.example/custody\"><requestReference>Markedreference</requestReference>")]
    [InlineData(Xml, "<HealthRequest xmlns=\"https://health-justice.example/custody\"><requestReference>Markedreference</HealthRequest>")]
    public async Task What_cannot_be_read_is_told_with_its_place_and_without_its_content(string type, string body)
    {
        var answer = await PostAsync(body, type, $"unread-{body.Length}");

        ((int)answer.Status).Should().BeInRange(400, 499);
        answer.ContentType.Should().Be(type == Xml ? "application/problem+xml" : "application/problem+json");
        answer.Text.Should().NotContain("Marked").And.NotContain("Exception").And.NotContain("   at ");
        if (type == Xml)
            XDocument.Parse(answer.Text).Descendants().Where(e => e.Name.LocalName == "i").Should().NotBeEmpty().And.OnlyContain(i => i.Elements().Any(e => e.Name.LocalName == "message") && i.Elements().Any(e => e.Name.LocalName == "line" || e.Name.LocalName == "path"), answer.Text);
        else
            answer.Json["errors"]!.AsArray().Should().NotBeEmpty().And.OnlyContain(e => e!["message"] != null && (e["line"] != null || e["path"] != null), answer.Text);
    }

    [Fact]
    public async Task A_delivery_outlives_the_gateway()
    {
        await using var demo = await RunningDemo.StartAsync();
        demo.Systems.Faults.CaseSystem.Set(new Simulators.Faults.Fault { Mode = Simulators.Faults.FaultMode.Error });
        var answer = await demo.AskAsync(DemoClients.CustodySystem, "custody/health-requests", HttpMethod.Post, r => HealthRequestBody.Put(r, Body(Xml, "HCR-killed"), Xml, "killed"));
        await demo.RestartAsync();
        var cases = await Patience.UntilAsync(() => demo.CasesAsync("health-requests?reference=HCR-killed"), c => c.Count > 0);
        var again = await demo.AskAsync(DemoClients.CustodySystem, "custody/health-requests", HttpMethod.Post, r => HealthRequestBody.Put(r, Body(Xml, "HCR-killed"), Xml, "killed"));

        answer.Status.Should().Be(HttpStatusCode.Accepted);
        cases.Should().HaveCount(1);
        again.Text.Should().Be(answer.Text);
    }

    private static string Body(string type, string reference) => type == Json ? HealthRequestBody.Json(reference, Custody) : HealthRequestBody.Xml(reference, Custody);

    private Task<Answer> PostAsync(string body, string type, string? requestId, string? client = DemoClients.CustodySystem, string? accept = null) => Demo.AskAsync(client, "custody/health-requests", HttpMethod.Post, r =>
    {
        HealthRequestBody.Put(r, body, type, requestId);
        if (accept is not null)
            r.Headers.Add("Accept", accept);
    });

    private static string Field(Answer answer, string name) => answer.ContentType == Xml
        ? XDocument.Parse(answer.Text).Root!.Elements().Single(e => e.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase)).Value
        : (string)answer.Json[name]!;

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
