namespace Gateway.Tests.Commands;

public sealed class MapSuiteTests
{
    [NeedsSharedFact]
    public void HL7s_suite_passes_without_exceptions()
    {
        var run = CommandRun.Of("map", "--suite", Path.Combine(TestFolders.Shared!, "suites", "fml-fhir-test-cases", "r5", "manifest.xml"));
        run.Should().Be(new CommandRun(0, "10 passed, 0 failed, 0 skipped\n", ""));
    }

    [Fact]
    public void A_suite_tells_what_failed_and_what_it_passed_over()
    {
        var folder = Directory.CreateTempSubdirectory("gateway");
        void Put(string name, string content) => File.WriteAllText(Path.Combine(folder.FullName, name), content);
        Put("in.json", """{"resourceType":"Patient","active":true}""");
        Put("a.map", Map("src.active -> tgt.active;"));
        Put("b.map", Map("src.nick -> tgt.active;"));
        Put("out.json", """{"active":true,"resourceType":"Patient"}""");
        Put("other.json", """{"resourceType":"Patient"}""");
        Put("manifest.xml", """
            <fml-tests>
              <test name="equal" source="in.json" map="a.map" output="out.json"/>
              <test name="other" source="in.json" map="a.map" output="other.json"/>
              <test name="faulty" source="in.json" map="b.map" output="out.json"/>
              <test name="missing" source="in.json" map="c.map" output="out.json"/>
            </fml-tests>
            """);
        var run = CommandRun.Of("map", "--suite", Path.Combine(folder.FullName, "manifest.xml"));
        run.ExitCode.Should().Be(1);
        run.Lines.Should().Equal(
            """FAIL other: gave {"resourceType":"Patient","active":true}""",
            "FAIL faulty: the map is refused: 5:1: Main.nick: Patient has no element nick.",
            "SKIP missing: c.map is not there",
            "1 passed, 2 failed, 1 skipped");
        Put("manifest.xml", "<fml-tests>");
        CommandRun.Of("map", "--suite", Path.Combine(folder.FullName, "manifest.xml")).Error.Should().Contain("The manifest is not XML.");
        folder.Delete(true);
    }

    private static string Map(string rule) => $$"""
        map "https://example.org/StructureMap/m" = "m"
        uses "http://hl7.org/fhir/StructureDefinition/Patient" alias Patient as source
        uses "http://hl7.org/fhir/StructureDefinition/Patient" alias Patient as target
        group Main(source src : Patient, target tgt : Patient) {
        {{rule}}
        }
        """;
}
