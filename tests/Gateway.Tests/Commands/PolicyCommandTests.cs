using System.Text.Json.Nodes;
using Gateway.Commands;
using Gateway.Tests.Security;

namespace Gateway.Tests.Commands;

/// <summary><c>gateway access lint</c> and <c>gateway access explain</c>, with the policies that the gateway carries.</summary>
public sealed class PolicyCommandTests
{
    private const string Resource = """ "resource":{"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"system":"http://snomed.info/sct","code":"197480006"}]},"subject":{"reference":"Patient/1"}} """;
    private const string Clinician = """ "recipient":"trust-clinician","organization":"R1L","user":"a" """;

    [Theory]
    [InlineData("essex")]
    [InlineData("avon-and-somerset")]
    public void The_policies_that_are_carried_have_no_finding_in_an_area_with_outside_systems(string area)
    {
        var (code, output, error) = Run("lint", "--area", area);

        (code, output.Length, error).Should().Be((CommandLine.Done, 0, ""));
    }

    // Who is not there has no agreement.
    [Fact]
    public void A_store_alone_has_agreements_with_its_own_people_only() =>
        Run("lint", "--area", "store").Output.Should().OnlyContain(l => l.StartsWith("store: not-agreed: ", StringComparison.Ordinal));

    [Fact]
    public void Lint_takes_registered_clients_in_place_of_the_areas_own_list()
    {
        using var folder = new TemporaryFolder();
        var clients = Path.Combine(folder.Path, "clients.json");
        File.WriteAllText(clients, """[{"recipient":"trust-clinician","organizations":["R1L"],"purposes":["TREAT"]}]""");

        var (code, output, _) = Run("lint", "--area", "essex", "--clients", clients);
        var (_, json, _) = Run("lint", "--area", "essex", "--clients", clients, "--format", "json");

        code.Should().Be(CommandLine.ContentFaults);
        output.Should().Contain("essex: purpose-not-held: amhp-duty: no amhp of ZZ951 is registered for TREAT.").And.NotContain(l => l.Contains("trust-clinician-care", StringComparison.Ordinal));
        JsonNode.Parse(string.Concat(json))!.AsArray().Should().HaveCount(output.Length).And.Contain(f => (string)f!["kind"]! == "purpose-not-held" && (string)f["area"]! == "essex");
    }

    // No client can be registered as what the gateway sends to by itself.
    [Theory]
    [InlineData("essex")]
    [InlineData("avon-and-somerset")]
    public void Lint_knows_the_recipients_that_are_the_gateways_own(string area)
    {
        using var folder = new TemporaryFolder();
        var (clients, file) = (Path.Combine(folder.Path, "clients.json"), Path.Combine(folder.Path, $"{area}.json"));
        var carried = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Areas", $"{area}.json")))!;
        var (all, own) = (carried["access"]!["holders"]!.AsArray(), (string[])["case-system", "custody-messages"]);
        var registered = new JsonArray([.. all.Where(h => !own.Contains((string)h!["recipient"]!)).Select(h => h!.DeepClone())]);
        File.WriteAllText(clients, registered.ToJsonString());
        carried["access"]!["holders"] = registered.DeepClone();
        File.WriteAllText(file, carried.ToJsonString());

        Run("lint", "--area", area, "--clients", clients).Should().BeEquivalentTo((CommandLine.Done, Array.Empty<string>(), ""));
        Run("lint", "--area", file).Should().BeEquivalentTo((CommandLine.Done, Array.Empty<string>(), ""));
        carried["access"]!["agreements"] = new JsonArray([.. carried["access"]!["agreements"]!.AsArray().Where(a => (string)a!["rows"]![0]! != "case-system-records").Select(a => a!.DeepClone())]);
        File.WriteAllText(file, carried.ToJsonString());
        Run("lint", "--area", file, "--clients", clients).Output.Should().ContainSingle(l => l.Contains(": nothing-held-for: case-system of ", StringComparison.Ordinal) && l.EndsWith("no row is for the purpose TREAT, for which it is registered.", StringComparison.Ordinal));
    }

    [Fact]
    public void Lint_tells_all_that_keeps_policies_from_being_loaded()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "labels"));
        File.WriteAllText(Path.Combine(folder.Path, "labels", "a.json"), "{");

        var (code, output, _) = Run("lint", "--area", "essex", "--profiles", folder.Path);

        code.Should().Be(CommandLine.ContentFaults);
        output.Should().Contain(l => l.StartsWith("essex: fault: labels/a.json", StringComparison.Ordinal)).And.Contain(l => l.Contains("there is no row amhp-duty", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Clinician, "\"verdict\":\"permit\"", "\"row\":\"trust-clinician-care\"")]
    [InlineData(""" "recipient":"commissioner","organization":"ZZ953" """, "\"verdict\":\"deny\"", "no row of commissioner is for the purpose TREAT")]
    [InlineData(""" "recipient":"amhp","organization":"ZZ951" """, "\"verdict\":\"deny\"", "the caller is not known to be amhp-on-duty")]
    [InlineData(""" "recipient":"amhp","organization":"ZZ951","facts":["amhp-on-duty"] """, "\"verdict\":\"deny\"", "the projection amhp shows nothing of it")]
    [InlineData(Clinician + """ ,"emergency":{"id":"g","patients":["Patient/1"],"user":"a","purpose":"TREAT","expires":"2026-01-01T01:00:00Z"} """, "\"lifted\":\"g\"", "the emergency grant stands in place of consents")]
    public void A_decision_is_explained_rule_by_rule(string caller, string verdict, string reason)
    {
        var (code, output, _) = Explain(caller, "json");

        code.Should().Be(CommandLine.Done);
        output.Should().ContainSingle().Which.Should().Contain(verdict).And.Contain(reason).And.Contain("\"sensitivities\":[\"PSY\"]").And.Contain("mental-health");
    }

    [Fact]
    public void An_explanation_for_people_is_a_line_a_rule()
    {
        var (_, output, _) = Explain(Clinician, "text");

        output[0].Should().MatchRegex("^permit by trust-clinician-care, policies [0-9a-f]{16}$");
        output[1].Should().Be("labels R PSY");
        output.Skip(2).Select(l => l[..5].Trim()).Should().Equal("1c", "2", "2", "6", "8");
    }

    [Theory]
    [InlineData("{", "line 1: It is not JSON")]
    [InlineData("""{"request":{"actors":["Practitioner/a"],"time":"2026-01-01T00:00:00Z"},"resource":{"resourceType":"Patient"}}""", "line 1: origin: ")]
    [InlineData("""{"request":{"actors":["Practitioner/a"],"time":"2026-01-01T00:00:00Z","purpose":"fun"},"resource":{"resourceType":"Patient"},"origin":{"source":"a","kind":"trust","controller":"R1L"}}""", "line 1: request.purpose: ")]
    [InlineData("""{"request":{"actors":["Practitioner/a"],"time":"2026-01-01T00:00:00Z","basis":{}},"resource":{"resourceType":"Patient"},"origin":{"source":"a","kind":"trust","controller":"R1L"}}""", "line 1: request.basis: ")]
    [InlineData("""{"request":{"actors":["Practitioner/a"],"time":"2026-01-01T00:00:00Z","emergency":{}},"resource":{"resourceType":"Patient"},"origin":{"source":"a","kind":"trust","controller":"R1L"}}""", "line 1: request.emergency: ")]
    public void A_line_that_is_no_case_says_why(string line, string fault)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "cases.ndjson");
        File.WriteAllText(file, line);

        var (code, output, _) = Run("explain", "--area", "essex", "--cases", file);

        (code, output.Length).Should().Be((CommandLine.ContentFaults, 1));
        output[0].Should().StartWith(fault);
    }

    private static (int Code, string[] Output, string Error) Explain(string caller, string format)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "cases.ndjson");
        File.WriteAllText(file, $$"""{"request":{"actors":["Practitioner/a"],"purpose":"TREAT","time":"2026-01-01T00:00:00Z",{{caller}} },{{Resource}},"origin":{"source":"trust","kind":"trust","controller":"R1L"} }""");
        return Run("explain", "--area", "essex", "--cases", file, "--format", format);
    }

    private static (int Code, string[] Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(["access", .. arguments], new Terminal(output, error));
        return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), error.ToString());
    }
}
