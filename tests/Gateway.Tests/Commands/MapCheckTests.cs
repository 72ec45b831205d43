namespace Gateway.Tests.Commands;

public sealed class MapCheckTests
{
    private const string Map = """
        map "https://example.org/StructureMap/flag" = "flag"

        uses "http://hl7.org/fhir/StructureDefinition/Patient" alias Patient as source
        uses "http://hl7.org/fhir/StructureDefinition/Flag" alias Flag as target

        group Flag(source src : Patient, target tgt : Flag) {
          src -> tgt.status = 'active' "status";
        }

        """;

    [Fact]
    public void All_that_the_gateway_carries_loads_without_a_fault_and_is_listed()
    {
        var run = CommandRun.Of("map", "check", "--list");
        (run.ExitCode, run.Error).Should().Be((0, ""));
        run.Lines[^1].Should().MatchRegex("^[0-9]+ maps, [0-9]+ ConceptMaps, [0-9]+ models, 0 faults$");
        run.Lines.Should().Contain(l => l.StartsWith("map        https://health-justice.example/fhir/StructureMap/GpConnectRecord|", StringComparison.Ordinal))
            .And.Contain("release    FHIR 3.0").And.Contain("model      HealthRequest");
    }

    [Fact]
    public void Faults_are_listed_with_their_places_and_counted()
    {
        using var sound = new TemporaryFile(Map, ".map");
        using var faulty = new TemporaryFile(Map.Replace("flag\" = ", "flag2\" = ", StringComparison.Ordinal).Replace("'active'", "'activ'", StringComparison.Ordinal).Replace("tgt : Flag", "tgt : Flg", StringComparison.Ordinal), ".map");
        var good = CommandRun.Of("map", "check", sound.Path);
        (good.ExitCode, good.Error).Should().Be((0, ""));
        good.Lines.Should().ContainSingle().Which.Should().StartWith("1 maps, 0 ConceptMaps, ").And.EndWith(" models, 0 faults");
        var run = CommandRun.Of("map", "check", sound.Path, faulty.Path);
        (run.ExitCode, run.Lines[^1][..7]).Should().Be((1, "2 maps,"));
        run.Error.Should().Be($"{faulty.Path}:6:34: There is no type Flg.\n");
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient"}""", "no StructureMap")]
    [InlineData("", "The map has no group.")]
    public void What_is_no_map_is_refused(string content, string expected)
    {
        using var file = new TemporaryFile(content, ".map");
        var run = CommandRun.Of("map", "check", file.Path);
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain(expected);
    }

    [Fact]
    public void Folders_replace_what_the_gateway_carries()
    {
        var empty = Directory.CreateTempSubdirectory("gateway");
        CommandRun.Of("map", "check", "--maps", empty.FullName).Lines[^1].Should().StartWith("0 maps, 0 ConceptMaps");
        File.WriteAllText(Path.Combine(empty.FullName, "StructureDefinition-x.json"), "{}");
        var run = CommandRun.Of("map", "check", "--maps", empty.FullName, "--models", empty.FullName);
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("StructureDefinition-x.json:The content is not a StructureDefinition.");
        empty.Delete(true);
    }
}
