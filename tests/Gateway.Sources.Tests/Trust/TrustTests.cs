using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation;
using Gateway.Simulators.Faults;
using Gateway.Sources.Tests.Data;

namespace Gateway.Sources.Tests.Trust;

public sealed class TrustTests(Outside outside) : IClassFixture<Outside>
{
    private readonly SourceSet _sources = outside.Connect(o => o.Trust.R4 = false);

    private IResourceSource Trust => _sources.Find("trust")!;

    [Fact]
    public async Task The_structured_record_of_a_person_comes_as_one_record()
    {
        var person = outside.People.KnownEverywhere;
        var answer = await Trust.SearchAsync(Answers.About("MedicationStatement", Systems.NhsNumber, person.NhsNumber!), CancellationToken.None);
        answer.State.Should().Be(SourceState.Answered);
        answer.Records.Should().ContainSingle().Which.Locator.Should().Be($"g{person.NhsNumber}");
        answer.Resources("MedicationStatement").Should().HaveCountGreaterThanOrEqualTo(person.Prescribed.Count);
        answer.Resources("Patient").Single().Identifiers(Systems.NhsNumber).Should().Equal(person.NhsNumber);
        answer.AsOf.Should().NotBeNull();
        var read = await Trust.ReadAsync("MedicationStatement", answer.Records[0].Locator, CancellationToken.None);
        read.Records.Should().ContainSingle().Which.Locator.Should().Be($"g{person.NhsNumber}");
    }

    [Fact]
    public async Task Nobody_with_that_number_is_nothing_known_and_no_number_not_linked()
    {
        (await Trust.SearchAsync(Answers.About("MedicationStatement", Systems.NhsNumber, outside.People.UnknownNhsNumber), CancellationToken.None)).State.Should().Be(SourceState.NothingKnown);
        (await Trust.SearchAsync(Answers.About("MedicationStatement", Systems.Pnc, "1998/1U"), CancellationToken.None)).State.Should().Be(SourceState.NotLinked);
    }

    [NeedsSharedFact]
    public async Task Every_loaded_record_is_served_or_said_to_be_malformed()
    {
        using var http = new HttpClient();
        var files = await http.GetFromJsonAsync<JsonArray>(new Uri(outside.Systems.Trust, "control/records"));
        files.Should().NotBeEmpty();
        foreach (var file in files!)
        {
            var (name, number) = (file!["file"]!.ToString(), file["nhsNumber"]!.ToString());
            var answer = await Trust.SearchAsync(Answers.About("MedicationStatement", Systems.NhsNumber, number), CancellationToken.None);
            if (name.StartsWith("malformed", StringComparison.Ordinal) || name == "LICENSE")
            {
                (answer.State, answer.Records.Count).Should().Be((SourceState.Failed, 0), name);
                answer.Faults.Should().Contain(f => !f.IsWarning && f.Line > 0, name);
                continue;
            }

            answer.State.Should().BeOneOf([SourceState.Answered, SourceState.Partly], name);
            answer.State.Should().Be(answer.Faults.Any(f => !f.IsWarning) ? SourceState.Partly : SourceState.Answered, name);
            answer.Resources("MedicationStatement").Should().HaveCount(Statements(name), name);
            BaseRules.Check(answer.Records.Single().Bundle).Where(f => !f.IsWarning).Should().BeEmpty(name);
        }
    }

    [Fact]
    public async Task A_record_of_another_person_is_never_served()
    {
        var person = outside.People.KnownEverywhere;
        await using var server = await ScriptedServer.StartAsync("application/fhir+json", $$$"""
            {"resourceType":"Bundle","type":"collection","entry":[
              {"resource":{"resourceType":"Patient","id":"1","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{{outside.People.UnknownNhsNumber}}}"}]}}]}
            """);
        using var sources = Only(server);
        var answer = await sources[0].SearchAsync(Answers.About("MedicationStatement", Systems.NhsNumber, person.NhsNumber!), CancellationToken.None);
        (answer.State, answer.Records.Count).Should().Be((SourceState.Failed, 0));
        answer.Faults.Should().ContainSingle().Which.Message.Should().Contain("another person");
    }

    [Theory]
    [InlineData(404, "text/html", "<html>not found</html>", SourceState.Failed)]
    [InlineData(404, "application/fhir+json", """{"resourceType":"OperationOutcome","issue":[{"code":"not-found","details":{"coding":[{"code":"NO_SUCH_OPERATION"}]}}]}""", SourceState.Failed)]
    [InlineData(404, "application/fhir+json", """{"resourceType":"OperationOutcome","issue":[{"code":"not-found","details":{"coding":[{"code":"PATIENT_NOT_FOUND"}]}}]}""", SourceState.NothingKnown)]
    [InlineData(200, "application/fhir+json", """{"resourceType":"OperationOutcome","issue":[]}""", SourceState.Failed)]
    [InlineData(200, "application/fhir+json", """{"resourceType":"Bundle"}""", SourceState.Failed)]
    [InlineData(200, "application/fhir+json", "", SourceState.Failed)]
    public async Task Only_the_trusts_own_word_means_that_nothing_is_known(int status, string type, string body, SourceState state)
    {
        await using var server = await ScriptedServer.StartAsync(context => ScriptedServer.Write(context, type, body, status));
        using var sources = Only(server);
        var answer = await sources[0].SearchAsync(Answers.About("MedicationStatement", Systems.NhsNumber, outside.People.UnknownNhsNumber), CancellationToken.None);
        (answer.State, answer.Records.Count).Should().Be((state, 0));
    }

    [Fact]
    public async Task Fhir_R4_is_searched_page_by_page_and_makes_one_record()
    {
        using var sources = outside.Connect(o => (o.Trust.GpConnect, o.Trust.R4) = (false, true));
        var (trust, person) = (sources.Find("trust")!, outside.People.KnownEverywhere);
        var answer = await trust.SearchAsync(Answers.About("MedicationStatement", Systems.NhsNumber, person.NhsNumber!) with { Types = ["MedicationStatement", "MedicationRequest"] }, CancellationToken.None);
        answer.State.Should().Be(SourceState.Answered);
        answer.Records.Should().ContainSingle().Which.Locator.Should().Be($"f{person.NhsNumber}");
        answer.Resources("MedicationStatement").Should().HaveCountGreaterThanOrEqualTo(person.Prescribed.Count);
        answer.Resources("MedicationRequest").Should().NotBeEmpty();
        (await trust.SearchAsync(Answers.About("Condition", Systems.NhsNumber, outside.People.UnknownNhsNumber), CancellationToken.None)).State.Should().Be(SourceState.NothingKnown);
    }

    [Fact]
    public async Task A_resource_is_written_read_and_changed_in_R4()
    {
        using var sources = outside.Connect(o => o.Trust.R4 = true);
        var (trust, person) = (sources.Find("trust")!, outside.People.KnownEverywhere);
        var found = await trust.SearchAsync(Answers.About("MedicationStatement", Systems.NhsNumber, person.NhsNumber!), CancellationToken.None);
        var statement = found.Records.Single(r => r.Locator[0] == 'f').Resources("MedicationStatement").First().Edit();
        statement.Remove("id");
        var created = await trust.WriteAsync(new SourceChange { Type = "MedicationStatement", Content = statement.Build(), Key = "k" }, CancellationToken.None);
        (created.State, created.Status).Should().Be((SourceState.Answered, 201));
        var locator = created.Record!.Locator;
        var read = await trust.ReadAsync("MedicationStatement", locator, CancellationToken.None);
        read.State.Should().Be(SourceState.Answered);
        read.Records.Single().Version.Should().Be(created.Record.Version);

        var changed = created.Record.Resources("MedicationStatement").Single();
        var updated = await trust.WriteAsync(new SourceChange { Type = "MedicationStatement", Locator = locator, Content = changed, Key = "k", Version = created.Record.Version }, CancellationToken.None);
        (updated.State, updated.Status).Should().Be((SourceState.Answered, 200));
        var stale = await trust.WriteAsync(new SourceChange { Type = "MedicationStatement", Locator = locator, Content = changed, Key = "k", Version = created.Record.Version }, CancellationToken.None);
        (stale.State, stale.Status, stale.IsRefused).Should().Be((SourceState.Failed, 412, true));
    }

    [Fact]
    public async Task A_link_to_elsewhere_is_not_followed()
    {
        var person = outside.People.KnownEverywhere;
        await using var server = await ScriptedServer.StartAsync(context => ScriptedServer.Write(context, "application/fhir+json", """
            {"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"http://elsewhere.example/r4/Patient?page=2"}]}
            """));
        using var sources = Only(server, o => (o.Trust.GpConnect, o.Trust.R4) = (false, true));
        (await sources[0].SearchAsync(Answers.About("Condition", Systems.NhsNumber, person.NhsNumber!), CancellationToken.None)).State.Should().Be(SourceState.Failed);
        server.Received.Should().HaveCount(2);
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
        using var sources = outside.Connect(o => (o.Limits.AttemptTimeout, o.Limits.RetryDelay, o.Trust.R4) = (TimeSpan.FromSeconds(0.5), TimeSpan.Zero, mode == FaultMode.Cut));
        var trust = sources.Find("trust")!;
        (await trust.CheckAsync(CancellationToken.None)).State.Should().Be(SourceState.Answered);
        outside.Systems.Faults.Trust.Set(new Fault { Mode = mode });
        var answer = await trust.SearchAsync(Answers.About("MedicationStatement", Systems.NhsNumber, outside.People.KnownEverywhere.NhsNumber!), CancellationToken.None);
        (answer.State, answer.Records.Count).Should().Be((state, 0));
    }

    private static SourceSet Only(ScriptedServer server, Action<SourceOptions>? configure = null)
    {
        var options = new SourceOptions { Name = "trust", Kind = "trust", Number = 1, Organization = "R1L", Address = server.Address };
        configure?.Invoke(options);
        var set = SourceSet.Of([options], Catalogs.Own, TimeProvider.System);
        set.Faults.Should().BeEmpty();
        return set;
    }

    private static int Statements(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(TestFolders.Shared!, "gp-connect-stu3", file)))!["entry"]!.AsArray().Count(e => e!["resource"]?["resourceType"]?.ToString() == "MedicationStatement");
}
