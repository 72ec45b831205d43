using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Simulators.Faults;
using Gateway.Sources.Tests.Data;

namespace Gateway.Sources.Tests.Custody;

public sealed class CustodyTests(Outside outside) : IClassFixture<Outside>
{
    private readonly SourceSet _sources = outside.Connect();

    private IResourceSource Custody => _sources.Find("custody")!;

    [Fact]
    public async Task A_stay_is_looked_up_by_its_number()
    {
        var person = outside.People.InCustody;
        var number = person.CustodyNumbers[^1];
        var answer = await Custody.SearchAsync(Answers.About("MedicationStatement", Systems.CustodyNumber, number), CancellationToken.None);
        answer.State.Should().Be(SourceState.Answered);
        answer.Records.Should().ContainSingle().Which.Locator.Should().Be(number);
        answer.Resources("Encounter").Single().Identifiers(Systems.CustodyNumber).Should().Equal(number);
        answer.AsOf.Should().NotBeNull();
        var read = await Custody.ReadAsync("Encounter", number, CancellationToken.None);
        FhirJson.ToText(read.Records.Single().Bundle).Should().Be(FhirJson.ToText(answer.Records.Single().Bundle));
    }

    [Fact]
    public async Task What_is_not_known_and_who_is_not_linked_are_told_apart()
    {
        (await Custody.SearchAsync(Answers.About("Encounter", Systems.CustodyNumber, "42CP/2020/000000"), CancellationToken.None)).State.Should().Be(SourceState.NothingKnown);
        (await Custody.SearchAsync(Answers.About("Encounter", Systems.NhsNumber, "9990000018"), CancellationToken.None)).State.Should().Be(SourceState.NotLinked);
    }

    [Theory]
    [InlineData("Task", "HealthRequestAcknowledgement/accepted", "HealthRequestAcknowledgement", "xml")]
    [InlineData("Encounter", "HealthRequestAttendance/finished", "HealthRequestAttendance", "json")]
    [InlineData("Observation", "HealthRequestOutcome/fit-with-conditions", "HealthRequestOutcome", "xml")]
    [InlineData("Task", "HealthRequestOutcome/fit-with-conditions", "HealthRequestOutcome", "json")]
    public async Task Custody_is_told_in_its_own_words_and_once(string type, string example, string kind, string format)
    {
        using var sources = outside.Connect(o => o.Custody.Format = format);
        var key = $"{type}-{format}-{kind}";
        var change = new SourceChange { Type = type, Content = Example(example), Key = key };
        for (var i = 0; i < 2; i++)
        {
            var write = await sources.Find("custody")!.WriteAsync(change, CancellationToken.None);
            (write.State, write.Status, write.IsRefused).Should().Be((SourceState.Answered, 202, false));
        }

        using var http = new HttpClient();
        var received = await http.GetFromJsonAsync<JsonArray>(new Uri(outside.Systems.Custody, "control/received"));
        var text = received!.Select(r => r!.ToJsonString()).Where(r => r.Contains(key, StringComparison.Ordinal)).Should().ContainSingle().Subject;
        text.Should().Contain(kind).And.Contain($"application/{format}");
    }

    [Fact]
    public async Task What_custody_cannot_be_told_is_refused_and_what_did_not_reach_it_is_not()
    {
        var refused = await Custody.WriteAsync(new SourceChange { Type = "Task", Content = Example("HealthRequestAcknowledgement/no-request"), Key = "k" }, CancellationToken.None);
        (refused.IsRefused, refused.Status, refused.Faults.Count).Should().Be((true, null, 1));
        (await Custody.WriteAsync(new SourceChange { Type = "Flag", Content = Example("HealthRequestAcknowledgement/accepted"), Key = "k" }, CancellationToken.None)).IsRefused.Should().BeTrue();

        outside.Systems.Faults.Custody.Set(new Fault { Mode = FaultMode.Error });
        var lost = await Custody.WriteAsync(new SourceChange { Type = "Task", Content = Example("HealthRequestAcknowledgement/accepted"), Key = "lost" }, CancellationToken.None);
        (lost.State, lost.Status, lost.IsRefused).Should().Be((SourceState.Failed, 503, false));
        outside.Systems.Faults.Clear();
    }

    [Theory]
    [InlineData(FaultMode.Error, SourceState.Failed)]
    [InlineData(FaultMode.Cut, SourceState.Failed)]
    [InlineData(FaultMode.Malformed, SourceState.Failed)]
    [InlineData(FaultMode.RateLimit, SourceState.Throttled)]
    [InlineData(FaultMode.StaleToken, SourceState.Failed)]
    [InlineData(FaultMode.Hang, SourceState.TimedOut)]
    public async Task Each_fault_becomes_its_state(FaultMode mode, SourceState state)
    {
        using var sources = outside.Connect(o => (o.Limits.AttemptTimeout, o.Limits.RetryDelay) = (TimeSpan.FromSeconds(0.5), TimeSpan.Zero));
        outside.Systems.Faults.Custody.Set(new Fault { Mode = mode });
        var answer = await sources.Find("custody")!.SearchAsync(Answers.About("Encounter", Systems.CustodyNumber, outside.People.CustodyNumbers[0]), CancellationToken.None);
        (answer.State, answer.Records.Count).Should().Be((state, 0));
        outside.Systems.Faults.Clear();
    }

    [Theory]
    [InlineData("smallest.input.json", "application/json")]
    [InlineData("full.input.xml", "application/xml; charset=utf-8")]
    public void A_pushed_request_is_read_into_the_same_resources_each_time(string file, string type)
    {
        var content = File.ReadAllBytes(Path.Combine(Cases, "HealthRequest", file));
        var first = _sources.Pushed.Read("custody", "health-requests", content, type);
        first.State.Should().Be(SourceState.Answered);
        first.Resources("ServiceRequest").Single().Identifiers(Systems.HealthRequest).Should().Equal(first.Records.Single().Locator);
        var second = _sources.Pushed.Read("custody", "health-requests", content, type);
        FhirJson.ToText(second.Records.Single().Bundle).Should().Be(FhirJson.ToText(first.Records.Single().Bundle));
    }

    [Fact]
    public async Task A_pushed_record_and_a_polled_one_are_the_same()
    {
        var number = outside.People.CustodyNumbers[0];
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Api-Key", outside.Systems.Credentials.CustodyApiKey);
        var content = await http.GetByteArrayAsync(new Uri(outside.Systems.Custody, $"custody-records?custodyNumber={Uri.EscapeDataString(number)}"));
        var pushed = _sources.Pushed.Read("custody", "records", content, "application/json");
        var polled = await Custody.ReadAsync("Encounter", number, CancellationToken.None);
        FhirJson.ToText(pushed.Records.Single().Bundle).Should().Be(FhirJson.ToText(polled.Records.Single().Bundle));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("<HealthRequest", "application/xml")]
    [InlineData("{\"requestReference\": 1", "application/json")]
    [InlineData("<HealthRequest/>", "application/json")]
    [InlineData("{}", "text/plain")]
    [InlineData("<HealthRequest><raised>x</raised></HealthRequest>", "application/xml")]
    public void What_cannot_be_read_is_said_with_its_place(string content, string? type)
    {
        var answer = _sources.Pushed.Read("custody", "health-requests", Encoding.UTF8.GetBytes(content), type);
        (answer.State, answer.Records.Count).Should().Be((SourceState.Failed, 0));
        answer.Faults.Should().NotBeEmpty();
    }

    [Fact]
    public void All_faults_of_a_pushed_record_are_listed_with_line_column_and_expression()
    {
        var answer = _sources.Pushed.Read("custody", "health-requests", "{\n  \"requestReference\": \"R\",\n  \"person\": { \"dateOfBirth\": \"31/01/1990\" }\n}"u8.ToArray(), "application/json");
        answer.Faults.Should().Contain(f => f.Line == 3 && f.Column > 1 && f.Expression == "HealthRequest.person.dateOfBirth");
        answer.Faults.Should().Contain(f => f.Message.Contains("custodyNumber", StringComparison.Ordinal)).And.Contain(f => f.Message.Contains("raised", StringComparison.Ordinal));
    }

    private static string Cases => Path.Combine(TestFolders.Repository, "mappings/custody/cases");

    private static Element Example(string name)
    {
        var read = FhirContent.Read(File.ReadAllBytes(Path.Combine(Cases, $"{name}.input.json")));
        read.IsRead.Should().BeTrue();
        return read.Root;
    }
}
