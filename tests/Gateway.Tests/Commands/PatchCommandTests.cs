namespace Gateway.Tests.Commands;

public sealed class PatchCommandTests
{
    private const string Patient = """{"resourceType":"Patient","active":true}""";

    [Theory]
    [InlineData("""[{"op":"replace","path":"/active","value":false}]""")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"replace"},{"name":"path","valueString":"Patient.active"},{"name":"value","valueBoolean":false}]}]}""")]
    [InlineData("""<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="operation"/><part><name value="type"/><valueCode value="replace"/></part><part><name value="path"/><valueString value="Patient.active"/></part><part><name value="value"/><valueBoolean value="false"/></part></parameter></Parameters>""")]
    public void Either_kind_of_patch_is_applied(string content)
    {
        using var patch = new TemporaryFile(content, ".patch");
        using var file = new TemporaryFile(Patient, ".json");
        var run = CommandRun.Of("patch", patch.Path, file.Path);
        (run.ExitCode, run.Error).Should().Be((0, ""));
        run.Out.Should().Contain("\"active\": false");
    }

    [Fact]
    public void What_cannot_be_done_is_said()
    {
        using var patch = new TemporaryFile("""[{"op":"remove","path":"/birthDate"}]""", ".json");
        using var file = new TemporaryFile(Patient, ".json");
        var run = CommandRun.Of("patch", patch.Path, file.Path);
        (run.ExitCode, run.Out).Should().Be((1, ""));
        run.Error.Should().Contain("Operation 1 (remove): there is nothing at /birthDate.");
    }

    [Fact]
    public void A_patch_without_a_file_is_wrong_usage() => CommandRun.Of("patch").ExitCode.Should().Be(2);

    [Fact]
    public void Each_failure_of_a_suite_is_listed_and_the_last_line_counts()
    {
        using var suite = new TemporaryFile("""
            [{"comment":"right","doc":{"a":1},"patch":[{"op":"remove","path":"/a"}],"expected":{}},
             {"comment":"wrong","doc":{"a":1},"patch":[],"expected":{}},
             {"comment":"refused","doc":{"a":1},"patch":[{"op":"remove","path":"/b"}],"error":"no b"},
             {"comment":"not refused","doc":{"a":1},"patch":[],"error":"it should be"},
             {"comment":"left out","doc":{},"patch":[],"disabled":true},
             {"name":"path","input":{"resourceType":"Patient"},"diff":{"resourceType":"Parameters"},"output":{"resourceType":"Patient"},"error":null}]
            """, ".json");
        var run = CommandRun.Of("patch", "--suite", suite.Path);
        run.ExitCode.Should().Be(1);
        run.Lines.Select(l => l.Split(':')[0]).Should().Equal("FAIL wrong", "FAIL not refused", "3 passed, 2 failed, 1 skipped");
    }

    [NeedsSharedFact]
    public void The_official_cases_pass()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(TestFolders.Shared!, "suites", "patch"), "*.json"))
            CommandRun.Of("patch", "--suite", file).Out.Should().MatchRegex("^[1-9][0-9]* passed, 0 failed, 0 skipped\\s*$");
    }
}
