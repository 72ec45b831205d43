namespace Gateway.Tests.Commands;

public sealed class FhirPathCommandTests
{
    private const string Patient = """{"resourceType":"Patient","active":true,"name":[{"family":"Ünal","given":["A","B"]}],"birthDate":"1991-03"}""";

    [Theory]
    [InlineData("Patient.name.given", "string\t\"A\"\nstring\t\"B\"")]
    [InlineData("Patient.name", "HumanName\t{\"family\":\"Ünal\",\"given\":[\"A\",\"B\"]}")]
    [InlineData("Patient.active", "boolean\ttrue")]
    [InlineData("birthDate", "date\t\"1991-03\"")]
    [InlineData("name.given.count() / 3.0", "decimal\t0.6666666666666666666666666667")]
    [InlineData("1.10", "decimal\t1.10")]
    [InlineData("'a\"b'", "string\t\"a\\\"b\"")]
    [InlineData("4 'mg'", "Quantity\t{\"value\":4,\"unit\":\"mg\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"mg\"}")]
    [InlineData("2 weeks", "Quantity\t{\"value\":2,\"unit\":\"weeks\"}")]
    [InlineData("@2024-02-29T10:00:00Z", "dateTime\t\"2024-02-29T10:00:00Z\"")]
    [InlineData("-1 + 3", "integer\t2")]
    [InlineData("active.type()", "TypeInfo\t{\"namespace\":\"FHIR\",\"name\":\"boolean\"}")]
    public void Each_result_is_a_line_of_type_tab_JSON(string expression, string expected)
    {
        using var file = new TemporaryFile(Patient);
        var run = CommandRun.Of("fhirpath", expression, file.Path);
        run.Should().Be(new CommandRun(0, expected + "\n", ""));
    }

    [Fact]
    public void No_result_is_no_line_and_no_fault()
    {
        using var file = new TemporaryFile(Patient);
        CommandRun.Of("fhirpath", "Patient.photo", file.Path).Should().Be(new CommandRun(0, "", ""));
    }

    [Theory]
    [InlineData("Patient.name.", "expression:1:14: The expression ends too early.")]
    [InlineData("Patient.nam", "expression:1:9: Patient has no element 'nam'.")]
    [InlineData("Patient.deceasedBoolean", "expression:1:9: Patient has no element 'deceasedBoolean': FHIRPath calls it deceased.ofType(boolean).")]
    [InlineData("name.given.single()", "expression:1:12: single() met several items.")]
    [InlineData("Patient.name.\n  nosuch()", "expression:2:3: There is no function nosuch().")]
    public void A_faulty_expression_is_refused_with_its_place(string expression, string expected)
    {
        using var file = new TemporaryFile(Patient);
        var run = CommandRun.Of("fhirpath", expression, file.Path);
        (run.ExitCode, run.Out, run.Error.TrimEnd()).Should().Be((1, "", expected));
    }

    [Fact]
    public void A_faulty_file_is_refused_with_all_its_faults()
    {
        using var file = new TemporaryFile("""{"resourceType":"Patient","birthDate":"1991-02-30","gender":1}""");
        var run = CommandRun.Of("fhirpath", "Patient.name", file.Path);
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain($"{file.Name}:1:39: Patient.birthDate: ").And.Contain($"{file.Name}:1:61: Patient.gender: ");
    }

    [Fact]
    public void Trace_goes_to_standard_error()
    {
        using var file = new TemporaryFile(Patient);
        var run = CommandRun.Of("fhirpath", "name.given.trace('given').count()", file.Path);
        run.Should().Be(new CommandRun(0, "integer\t2\n", "trace given: \"A\", \"B\"\n"));
    }

    [Theory]
    [InlineData("fhirpath")]
    [InlineData("fhirpath", "name")]
    [InlineData("fhirpath", "name", "no-such-file.json")]
    [InlineData("fhirpath", "--suite", "no-such-suite.xml")]
    [InlineData("fhirpath", "a", "b", "c")]
    [InlineData("nosuch")]
    [InlineData("convert", "no-such-file.json", "--to", "json")]
    public void Wrong_usage_is_exit_code_2_and_points_to_the_help(params string[] args)
    {
        var run = CommandRun.Of(args);
        (run.ExitCode, run.Out).Should().Be((2, ""));
        run.Error.Should().EndWith("Try: gateway --help\n");
    }

    [Fact]
    public void Help_names_the_verbs_and_the_exit_codes() =>
        CommandRun.Of("--help").Out.Should().Contain("fhirpath").And.Contain("convert").And.Contain("2 wrong usage");
}
