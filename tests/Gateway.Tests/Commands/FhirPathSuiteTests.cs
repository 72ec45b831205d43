namespace Gateway.Tests.Commands;

public sealed class FhirPathSuiteTests
{
    [NeedsSharedFact]
    public void The_official_R4_suite_passes_but_for_the_listed_exceptions()
    {
        var folder = Path.Combine(TestFolders.Shared!, "suites", "fhirpath-r4");
        var run = CommandRun.Of("fhirpath", "--suite", Path.Combine(folder, "tests-fhir-r4.xml"), "--inputs", Path.Combine(folder, "input"));
        run.Lines.Where(l => l.StartsWith("FAIL ", StringComparison.Ordinal)).Select(l => l[5..l.IndexOf(": ", StringComparison.Ordinal)])
            .Should().BeEquivalentTo(FhirPathSuiteExceptions.Failing.Keys);
        run.Lines[^1].Should().Be($"{935 - FhirPathSuiteExceptions.Failing.Count} passed, {FhirPathSuiteExceptions.Failing.Count} failed, 0 skipped");
    }

    [Fact]
    public void Each_failure_and_each_skip_is_listed_and_the_last_line_counts()
    {
        using var suite = new TemporaryFile("""
            <tests><group name="g">
              <test name="right"><expression>1 + 1</expression><output type="integer">2</output></test>
              <test name="wrong"><expression>1 + 1</expression><output type="integer">3</output></test>
              <test name="wrong type"><expression>1 + 1</expression><output type="decimal">2</output></test>
              <test name="refused"><expression invalid="syntax">1 +</expression></test>
              <test name="not refused"><expression invalid="true">1</expression></test>
              <test name="not syntax"><expression invalid="syntax">nosuch()</expression></test>
              <test name="absent" inputfile="absent.xml"><expression>1</expression></test>
              <test name="any order" ordered="false"><expression>1 | 2</expression><output type="integer">2</output><output type="integer">1</output></test>
            </group></tests>
            """, ".xml");
        var run = CommandRun.Of("fhirpath", "--suite", suite.Path);
        run.ExitCode.Should().Be(1);
        run.Lines.Select(l => l.Split(':')[0]).Should().Equal("FAIL g/wrong", "FAIL g/wrong type", "FAIL g/not refused", "FAIL g/not syntax", "SKIP g/absent", "3 passed, 4 failed, 1 skipped");
    }

    [Fact]
    public void A_suite_that_is_not_XML_is_refused()
    {
        using var suite = new TemporaryFile("<tests>", ".xml");
        var run = CommandRun.Of("fhirpath", "--suite", suite.Path);
        (run.ExitCode, run.Out).Should().Be((1, ""));
        run.Error.Should().StartWith($"{suite.Name}:1:");
    }
}
