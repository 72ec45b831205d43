namespace Gateway.Tests.Commands;

public sealed class GivenDefinitionsTests
{
    private const string Model = """
        {"resourceType":"StructureDefinition","url":"https://health-justice.example/fhir/StructureDefinition/arrest","name":"arrest","status":"draft","kind":"logical","abstract":false,
         "type":"arrest","baseDefinition":"http://hl7.org/fhir/StructureDefinition/Element","derivation":"specialization","differential":{"element":[
          {"id":"arrest","path":"arrest","min":0,"max":"*"},
          {"id":"arrest.number","path":"arrest.number","min":1,"max":"1","type":[{"code":"string"}]},
          {"id":"arrest.at","path":"arrest.at","min":1,"max":"1","type":[{"code":"dateTime"}]},
          {"id":"arrest.officer","path":"arrest.officer","min":0,"max":"*","type":[{"code":"BackboneElement"}]},
          {"id":"arrest.officer.collar","path":"arrest.officer.collar","min":1,"max":"1","type":[{"code":"integer"}]}]}}
        """;

    private const string Arrest = """{"number":"A1","at":"2026-11-01T22:40:00Z","officer":[{"collar":1234},{"collar":5678}]}""";

    [Fact]
    public void Content_of_a_logical_model_is_read_asked_and_converted()
    {
        using var model = new TemporaryFile(Model);
        using var content = new TemporaryFile(Arrest);
        CommandRun.Of("fhirpath", "officer.where(collar > 2000).collar", content.Path, "--definitions", model.Path, "--type", "arrest")
            .Should().Be(new CommandRun(0, "integer\t5678\n", ""));
        var xml = CommandRun.Of("convert", content.Path, "--to", "xml", "--definitions", model.Path, "--type", "arrest");
        xml.Out.Should().Contain("<collar value=\"1234\"/>");
        using var written = new TemporaryFile(xml.Out, ".xml");
        CommandRun.Of("convert", written.Path, "--to", "json", "--compact", "--definitions", model.Path, "--type", "arrest").Out.Should().Be(Arrest + "\n");
    }

    [Fact]
    public void A_path_into_a_logical_model_is_checked_against_it()
    {
        using var model = new TemporaryFile(Model);
        using var content = new TemporaryFile(Arrest);
        var run = CommandRun.Of("fhirpath", "officer.rank", content.Path, "--definitions", model.Path, "--type", "arrest");
        (run.ExitCode, run.Error).Should().Be((1, "expression:1:9: arrest.officer has no element 'rank'.\n"));
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient"}""", "is not a StructureDefinition")]
    [InlineData("{", "not JSON")]
    [InlineData("""{"resourceType":"StructureDefinition","url":"http://a","kind":"logical","type":"a","differential":{"element":[{"path":"a"},{"path":"a.b","type":[{"code":"nosuch"}]}]}}""", "a.b has type nosuch")]
    public void Faulty_definitions_are_refused(string definition, string expected)
    {
        using var model = new TemporaryFile(definition);
        using var content = new TemporaryFile(Arrest);
        var run = CommandRun.Of("convert", content.Path, "--to", "xml", "--definitions", model.Path);
        (run.ExitCode, run.Out).Should().Be((1, ""));
        run.Error.Should().Contain(expected);
    }

    [Fact]
    public void A_file_that_is_no_compiled_definitions_is_refused()
    {
        using var model = new TemporaryFile("FDEF", ".definitions");
        using var content = new TemporaryFile(Arrest);
        CommandRun.Of("convert", content.Path, "--to", "xml", "--definitions", model.Path).Error.Should().Contain("Not a file of definitions");
    }

    [Fact]
    public void A_type_that_is_not_defined_is_refused()
    {
        using var content = new TemporaryFile(Arrest);
        var run = CommandRun.Of("convert", content.Path, "--to", "xml", "--type", "arrest");
        (run.ExitCode, run.Error).Should().Be((1, "--type: There is no type arrest among the definitions.\n"));
    }
}
