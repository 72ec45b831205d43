namespace Gateway.Tests.Commands;

public sealed class MapCommandTests
{
    private const string Map = """
        map "https://health-justice.example/fhir/StructureMap/arrest" = "arrest"

        uses "https://health-justice.example/fhir/StructureDefinition/arrest" alias Arrest as source
        uses "http://hl7.org/fhir/StructureDefinition/Encounter" alias Encounter as target

        group Arrest(source src : Arrest, target tgt : Encounter) {
          src.number as number -> tgt.identifier as identifier, identifier.value = number "number";
        }

        """;

    [Fact]
    public void A_map_becomes_a_StructureMap_and_text_again()
    {
        using var text = new TemporaryFile(Map, ".map");
        var json = CommandRun.Of("map", "convert", text.Path, "--to", "json");
        (json.ExitCode, json.Error).Should().Be((0, ""));
        using var resource = new TemporaryFile(json.Out);
        CommandRun.Of("fhirpath", "StructureMap.group.rule.target.transform", resource.Path).Out.Should().Contain("copy");
        var back = CommandRun.Of("map", "convert", resource.Path, "--to", "text");
        using var again = new TemporaryFile(back.Out, ".map");
        CommandRun.Of("map", "convert", again.Path, "--to", "json").Out.Should().Be(json.Out);
        CommandRun.Of("map", "convert", text.Path, "--to", "xml").Out.Should().Contain("<StructureMap xmlns=\"http://hl7.org/fhir\">");
    }

    [Fact]
    public void Check_lists_all_faults_with_their_places_and_counts_maps()
    {
        using var sound = new TemporaryFile(Map, ".map");
        using var faulty = new TemporaryFile(Map.Replace("-> tgt", "-> -> tgt", StringComparison.Ordinal).Replace("uses \"http://hl7", "uses http://hl7", StringComparison.Ordinal), ".map");
        CommandRun.Of("map", "check", sound.Path).Should().Be(new CommandRun(0, "1 maps, 0 faults\n", ""));
        var run = CommandRun.Of("map", "check", sound.Path, faulty.Path);
        (run.ExitCode, run.Lines[^1]).Should().Be((1, "2 maps, 2 faults"));
        run.Error.Should().Contain($"{faulty.Name}:4:").And.Contain($"{faulty.Name}:7:");
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
    public void What_the_system_does_not_hand_out_is_refused_without_a_stack_trace()
    {
        var run = CommandRun.Of("map", "convert", Path.GetTempPath(), "--to", "json");
        (run.ExitCode, run.Out).Should().Be((1, ""));
        run.Error.Should().EndWith("The file cannot be read from the disk.\n");
    }

    [Fact]
    public void A_folder_is_searched_for_maps() =>
        CommandRun.Of("map", "check", Path.Combine(TestFolders.Repository, "mappings")).Should().Be(new CommandRun(0, "0 maps, 0 faults\n", ""));
}
