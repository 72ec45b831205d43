namespace Gateway.Tests.Commands;

public sealed class MapConvertTests
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
    public void What_the_system_does_not_hand_out_is_refused_without_a_stack_trace()
    {
        var run = CommandRun.Of("map", "convert", Path.GetTempPath(), "--to", "json");
        (run.ExitCode, run.Out).Should().Be((1, ""));
        run.Error.Should().EndWith("The file cannot be read from the disk.\n");
    }
}
