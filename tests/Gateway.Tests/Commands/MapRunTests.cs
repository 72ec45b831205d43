namespace Gateway.Tests.Commands;

public sealed class MapRunTests
{
    private static string Case(string path) => Path.Combine(TestFolders.Repository, "mappings", path);

    [Fact]
    public void A_record_is_mapped_to_standard_output_and_the_report_goes_beside_it()
    {
        using var patient = new TemporaryFile("""{"resourceType":"Patient","id":"p","nickname":"x","active":true}""");
        using var map = new TemporaryFile(Map("src.active -> tgt.active;"), ".map");
        var run = CommandRun.Of("map", map.Path, patient.Path, "--source", "https://example.org/s");
        run.ExitCode.Should().Be(0);
        run.Out.Should().Contain("\"source\": \"https://example.org/s#1\"").And.Contain("\"active\": true");
        run.Error.Split('\n').Should().Contain($"{patient.Name}#1:warning: 1:36: Patient.nickname: Patient has no property 'nickname'.")
            .And.Contain("1 files, 1 records (0 refused, 0 with something left out), 1 resources: 1 Patient")
            .And.Contain("1 unmapped fields, 0 unmapped codes, 0 invalid outputs").And.Contain("  field Patient.id: 1");
    }

    [Fact]
    public void One_bad_record_never_stops_the_others()
    {
        using var patients = new TemporaryFile("""
            {"resourceType":"Patient","active":true}
            {"resourceType":"Patient","active":"maybe"
            {"resourceType":"Basic"}
            {"resourceType":"Patient","active":false}
            """, ".ndjson");
        using var map = new TemporaryFile(Map("src.active as a check ($this) -> tgt.active = a \"a\";"), ".map");
        var run = CommandRun.Of("map", map.Path, patients.Path);
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("4 records (3 refused").And.Contain("#2:3:1: The JSON is malformed here.").And.Contain("#3:").And.Contain("#4:4:36: Patient.active: The check fails: $this. Rule Main.a");
    }

    [Fact]
    public void A_folder_of_files_goes_into_a_folder_with_a_report()
    {
        var folder = Directory.CreateTempSubdirectory("gateway");
        var run = CommandRun.Of("map", "HealthRequest", Case("custody/cases/HealthRequest"), "--out", folder.FullName, "--provenance");
        var inputs = Directory.EnumerateFiles(Case("custody/cases/HealthRequest"), "*.input.*").Count();
        folder.EnumerateFiles("*.input-1-1.json").Should().HaveCountGreaterThan(1);
        folder.EnumerateFiles("*.input-1-2.json").Select(f => File.ReadAllText(f.FullName)).Should().AllSatisfy(p => p.Should().Contain("\"resourceType\": \"Provenance\"").And.Contain("StructureMap/HealthRequest|"));
        run.Out.Should().MatchRegex("^[0-9]+ files, ");
        inputs.Should().BeGreaterThan(1);
        folder.Delete(true);
    }

    [Fact]
    public void Each_element_is_explained_by_the_rule_that_made_it()
    {
        using var patient = new TemporaryFile("""{"resourceType":"Patient","name":[{"family":"a"},{"family":"b"}]}""");
        using var map = new TemporaryFile(Map("src.name as n log (family) -> tgt.name as m then { n.family -> m.text; } \"name\";"), ".map");
        var run = CommandRun.Of("map", map.Path, patient.Path, "--explain");
        run.Lines.Should().StartWith(new[]
        {
            $"# {patient.Name}#1",
            "Patient.name[0]  <-  Main.name (5:1)  <-  Patient.name[0]",
            "Patient.name[0].text  <-  Main.name.family (5:52)  <-  Patient.name[0].family",
            "Patient.name[1]  <-  Main.name (5:1)  <-  Patient.name[1]",
            "Patient.name[1].text  <-  Main.name.family (5:52)  <-  Patient.name[1].family",
            "log Main.name (5:1): a",
            "log Main.name (5:1): b",
        });
    }

    [Fact]
    public void Invalid_output_is_said_with_its_record()
    {
        using var patient = new TemporaryFile("""{"resourceType":"Patient","active":true}""");
        using var map = new TemporaryFile(Map("src.active as a -> tgt.contact as c, c.gender = 'male' \"a\";"), ".map");
        var run = CommandRun.Of("map", map.Path, patient.Path);
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain($"{patient.Name}#1:invalid output: Patient.contact[0]: The rule pat-1 is broken:").And.Contain("1 invalid outputs");
    }

    [Fact]
    public void Codes_that_no_ConceptMap_knows_are_counted()
    {
        using var patient = new TemporaryFile("""{"resourceType":"Patient","gender":"other"}""");
        using var map = new TemporaryFile(Map("src.gender as g -> tgt.language = translate(g, '#g', 'code') \"a\";", "conceptmap \"g\" { prefix s = \"urn:s\" prefix t = \"urn:t\" s:male == t:m }"), ".map");
        CommandRun.Of("map", map.Path, patient.Path).Error.Should().Contain("  code other in https://example.org/StructureMap/m#g: 1");
    }

    [Fact]
    public void Rows_are_written_as_CSV()
    {
        var run = CommandRun.Of("map", "CommunityReferralRow", Directory.EnumerateFiles(Case("community/cases/CommunityReferralRow"), "*.input.json").First(), "--to", "csv");
        run.Lines.Should().HaveCount(2);
        run.Lines[0].Should().Contain(",");
    }

    [Theory]
    [InlineData("map")]
    [InlineData("map", "HealthRequest")]
    public void Without_a_map_and_a_source_the_usage_is_wrong(params string[] args) => CommandRun.Of(args).ExitCode.Should().Be(2);

    [Fact]
    public void A_map_that_is_not_there_or_faulty_is_refused()
    {
        using var patient = new TemporaryFile("""{"resourceType":"Patient"}""");
        CommandRun.Of("map", "Nobody", patient.Path).Should().Be(new CommandRun(1, "", "map: There is no map Nobody.\n"));
        using var map = new TemporaryFile(Map("src.nick -> tgt.active;"), ".map");
        var run = CommandRun.Of("map", map.Path, patient.Path);
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("5:1: Main.nick: Patient has no element nick.").And.EndWith("or it or what it needs has faults.\n");
    }

    private static string Map(string rules, string before = "") => $$"""
        map "https://example.org/StructureMap/m" = "m" {{before}}
        uses "http://hl7.org/fhir/StructureDefinition/Patient" alias Patient as source
        uses "http://hl7.org/fhir/StructureDefinition/Patient" alias Patient as target
        group Main(source src : Patient, target tgt : Patient) {
        {{rules}}
        }
        """;
}
