using System.Text.Json;
using Gateway.Areas;
using Gateway.Federation.Own;
using Gateway.Fhir;
using Gateway.Tests.Commands;

namespace Gateway.Tests.Areas;

public sealed class AreaTests
{
    private static readonly string s_folder = Path.Combine(TestFolders.Repository, "src", "Gateway", "Areas");

    public static TheoryData<string> Names() => ["essex", "avon-and-somerset"];

    [Fact]
    public void Two_areas_and_a_store_alone_come_with_the_program() => Area.Carried.Should().Equal("avon-and-somerset", "essex", "store");

    [Theory]
    [MemberData(nameof(Names))]
    public void An_area_loads_and_names_all_five_systems(string name)
    {
        var area = Area.Load(name);
        area.Name.Should().Be(name);
        area.Sources.Select(s => (s.Kind, s.Number)).Should().Equal(("case-system", 1), ("custody", 2), ("trust", 3), ("community", 4), ("courts", 5));
        area.Clocks.HealthRequest.Should().Be(TimeSpan.FromMinutes(60));
        area.Suites.Should().OnlyContain(s => s.Code.StartsWith(area.Forces[0].Code, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_area_holds_no_secret(string name) =>
        Area.Load(name).Sources.Should().OnlyContain(s => s.Credentials.Secret == null && (s.Credentials.Kind == "none" || s.Credentials.SecretFile != null));

    [Theory]
    [MemberData(nameof(Names))]
    public void Services_have_codes_of_the_code_systems(string name)
    {
        string[] known = [.. Codes("service"), .. Codes("referral-service")];
        Area.Load(name).Services.Select(s => s.Code).Should().BeSubsetOf(known);
    }

    [Fact]
    public void The_second_area_differs_in_data_alone() => Keys("avon-and-somerset").Should().Equal(Keys("essex"));

    [Fact]
    public void All_faults_are_told_at_once()
    {
        using var file = new TemporaryFile("""
            { "name": "Essex!", "title": "Essex", "clock": {}, "clocks": { "healthRequest": "00:00:01" },
              "organizations": [ { "ods": "R1L", "name": "Trust", "kind": "trust" }, { "ods": "R1L", "name": "Service", "kind": "case-service", "since": 2018 } ],
              "suites": [ { "code": "42CP", "name": "A", "force": "42" }, { "code": "42CP", "name": "B" } ],
              "services": [ { "code": "full-circle", "name": "Full Circle", "provider": "ZZ950" } ],
              "sources": [ { "name": "trust", "kind": "trust", "number": 3, "organization": "R1L", "adress": "x", "credentials": { "kind": "api-key", "secret": "s3cret" } },
                           { "name": "trust", "kind": "trust", "number": 3, "organization": "R2L" } ] }
            """, ".json");
        var load = () => Area.Load(file.Path);
        var faults = load.Should().Throw<AreaFaultsException>().Which.Faults;
        string[] due =
        [
            "clock: there is no such setting", "organizations[1].since: there is no such setting", "sources[0].adress: there is no such setting", "Area: ", "AreaClocks: ", "ZZ950, which is none",
            "force 42, which is not listed", "none of kind community", "trust holds a secret", "belongs to R2L", "sources: trust is there 2 times", "number 3 is there 2 times", "42CP is there 2 times",
        ];
        foreach (var fault in due)
            faults.Should().ContainSingle(f => f.Contains(fault, StringComparison.Ordinal), $"\"{fault}\" is told");
        faults.Should().HaveCount(due.Length).And.NotContain(f => f.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public void An_area_that_is_not_there_is_told_with_those_that_are()
    {
        var load = () => Area.Load("kent");
        load.Should().Throw<AreaFaultsException>().Which.Faults.Should().Equal("kent: there is no such area. Those that come with the program: avon-and-somerset, essex, store.");
    }

    [Fact]
    public void A_store_alone_has_no_source_and_keeps_every_type_that_is_a_record()
    {
        var area = Area.Load("store");
        area.Sources.Should().BeEmpty();
        LedgerTypes.Of(area.Ledger).Should().Contain(["Patient", "Observation", "Consent", "Binary"]).And.NotContain(["AuditEvent", "Bundle", "Parameters", "OperationOutcome", "Resource", "DomainResource"]);
    }

    [Fact]
    public void A_type_that_cannot_be_kept_is_told()
    {
        using var file = new TemporaryFile("""{ "name": "x", "title": "X", "organizations": [ { "ods": "ZZ9", "name": "A", "kind": "case-service" } ], "ledger": { "types": ["Patient", "AuditEvent", "Nonsense"] } }""", ".json");
        var load = () => Area.Load(file.Path);
        load.Should().Throw<AreaFaultsException>().Which.Faults.Should().HaveCount(2).And.Contain(f => f.Contains("AuditEvent", StringComparison.Ordinal)).And.Contain(f => f.Contains("Nonsense", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"sources\": [ { \"number\": \"three\" } ] }")]
    [InlineData("{ \"name\": \"essex\"")]
    [InlineData("{ \"sources\": null }")]
    public void What_is_no_area_is_refused(string text)
    {
        using var file = new TemporaryFile(text, ".json");
        var load = () => Area.Load(file.Path);
        load.Should().Throw<AreaFaultsException>().Which.Faults.Should().NotBeEmpty();
    }

    private static string[] Codes(string codeSystem) =>
        [.. FhirContent.Read(File.ReadAllBytes(Path.Combine(TestFolders.Repository, "profiles", "codesystems", $"CodeSystem-{codeSystem}.json"))).Root["concept"].Select(c => c.ChildText("code")!)];

    private static List<string> Keys(string area)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_folder, $"{area}.json")));
        var keys = new List<string>();
        Walk(document.RootElement, "");
        return keys;

        void Walk(JsonElement value, string path)
        {
            if (value.ValueKind == JsonValueKind.Object)
                foreach (var property in value.EnumerateObject())
                {
                    keys.Add($"{path}.{property.Name}");
                    Walk(property.Value, $"{path}.{property.Name}");
                }
            else if (value.ValueKind == JsonValueKind.Array)
                foreach (var (i, item) in value.EnumerateArray().Index())
                    Walk(item, $"{path}[{i}]");
        }
    }
}
