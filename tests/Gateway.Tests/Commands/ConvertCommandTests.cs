namespace Gateway.Tests.Commands;

public sealed class ConvertCommandTests
{
    private const string Json = """{"resourceType":"Patient","id":"p","text":{"status":"empty","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">A <b>B</b></div>"},"birthDate":"1991-03"}""";

    [Fact]
    public void JSON_becomes_XML_and_comes_back_the_same()
    {
        using var json = new TemporaryFile(Json);
        var toXml = CommandRun.Of("convert", json.Path, "--to", "xml");
        toXml.ExitCode.Should().Be(0);
        toXml.Out.Should().Contain("<birthDate value=\"1991-03\"/>").And.Contain("<div xmlns=\"http://www.w3.org/1999/xhtml\">A <b>B</b></div>");
        using var xml = new TemporaryFile(toXml.Out, ".xml");
        CommandRun.Of("convert", xml.Path, "--to", "json", "--compact").Should().Be(new CommandRun(0, Json + "\n", ""));
    }

    [Fact]
    public void The_content_decides_the_format_not_the_name()
    {
        using var file = new TemporaryFile(Json, ".xml");
        CommandRun.Of("convert", file.Path, "--to", "json", "--compact").Out.Should().Be(Json + "\n");
    }

    [Fact]
    public void Faults_are_all_listed_and_nothing_is_written()
    {
        using var file = new TemporaryFile("""{"resourceType":"Patient","birthDate":"yesterday","foo":1,"active":"yes"}""");
        var run = CommandRun.Of("convert", file.Path, "--to", "xml");
        (run.ExitCode, run.Out).Should().Be((1, ""));
        run.Error.TrimEnd().Split('\n').Should().HaveCount(3);
        run.Error.Should().NotContain("yesterday").And.NotContain("yes\"");
    }

    [Fact]
    public void Faults_can_be_had_as_one_OperationOutcome()
    {
        using var file = new TemporaryFile("""{"resourceType":"Patient","birthDate":"yesterday"}""");
        var run = CommandRun.Of("convert", file.Path, "--to", "xml", "--outcome");
        using var outcome = new TemporaryFile(run.Error);
        CommandRun.Of("fhirpath", "OperationOutcome.issue.select(severity & ' ' & code & ' ' & expression & ' ' & extension.value.first().toString())", outcome.Path)
            .Out.Should().Be("string\t\"error value Patient.birthDate 1\"\n");
    }

    [Fact]
    public void Tolerant_reading_converts_what_it_can_and_warns_of_the_rest()
    {
        using var file = new TemporaryFile("""{"resourceType":"Patient","foo":1,"active":true}""");
        var run = CommandRun.Of("convert", file.Path, "--to", "json", "--compact", "--tolerant");
        (run.ExitCode, run.Out).Should().Be((0, "{\"resourceType\":\"Patient\",\"active\":true}\n"));
        run.Error.Should().Contain("warning: ").And.Contain("'foo'");
    }

    [Theory]
    [InlineData("", "1:1: The text is empty.")]
    [InlineData("id,name\n1,A", "1:1: The text is neither JSON nor XML")]
    [InlineData("{\"resourceType\":\"Patient\",", "The JSON ends too early.")]
    [InlineData("<!DOCTYPE Patient [<!ENTITY a \"b\">]><Patient xmlns=\"http://hl7.org/fhir\"/>", "DTD")]
    public void What_is_no_resource_is_refused_with_the_reason(string content, string expected)
    {
        using var file = new TemporaryFile(content);
        var run = CommandRun.Of("convert", file.Path, "--to", "json");
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain(expected);
    }

    [Fact]
    public void A_missing_target_format_is_wrong_usage()
    {
        using var file = new TemporaryFile(Json);
        CommandRun.Of("convert", file.Path).ExitCode.Should().Be(2);
        CommandRun.Of("convert", file.Path, "--to", "yaml").ExitCode.Should().Be(2);
    }
}
