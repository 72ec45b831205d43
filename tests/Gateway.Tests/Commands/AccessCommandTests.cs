using Gateway.Commands;
using Gateway.Tests.Security;

namespace Gateway.Tests.Commands;

public sealed class AccessCommandTests
{
    private const string Resource = """ "resource":{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/1"}} """;
    private const string Request = """ "request":{"actors":["Practitioner/a"],"purpose":"TREAT","action":"read","time":"2026-01-01T00:00:00Z"} """;

    [Theory]
    [InlineData("permit", """ "consents":[{"resourceType":"Consent","status":"active","scope":{"coding":[{"code":"patient-privacy"}]},"category":[{"text":"x"}],"patient":{"reference":"Patient/1"},"provision":{"type":"permit"}}] """)]
    [InlineData("deny", """ "consents":[{"resourceType":"Consent","status":"active","scope":{"coding":[{"code":"patient-privacy"}]},"category":[{"text":"x"}],"patient":{"reference":"Patient/1"},"provision":{"type":"deny"}}] """)]
    [InlineData("deny", """ "consents":[{"resourceType":"Consent","status":17}] """)]
    [InlineData("none", """ "consents":[] """)]
    [InlineData("permit", """ "consents":[],"policy":{"implicit":"permit"} """)]
    [InlineData("deny", """ "consents":[],"policy":{"implicit":"permit","ceiling":"L"} """)]
    public void Each_case_gets_one_verdict(string verdict, string rest)
    {
        var (code, output, _) = Run($"{{{Request},{Resource},{rest}}}");

        code.Should().Be(CommandLine.Done);
        output.Should().ContainSingle().Which.Should().StartWith($"{{\"verdict\":\"{verdict}\"");
    }

    [Theory]
    [InlineData("{", "line 1: It is not JSON")]
    [InlineData("[]", "line 1: There is no request.")]
    [InlineData("""{"request":{}}""", "line 1: There is no resource.")]
    [InlineData("""{"request":{"actors":[]},"resource":{}}""", "request.actors")]
    [InlineData("""{"request":{"actors":["Practitioner/a"]},"resource":{}}""", "request.time")]
    [InlineData("""{"request":{"actors":["Practitioner/a"],"time":"2026-01-01T00:00:00Z"},"resource":{"resourceType":"Dragon"}}""", "resource: ")]
    public void A_line_that_is_no_case_says_why_and_keeps_no_other_back(string line, string fault)
    {
        var (code, output, _) = Run($"{line}\n\n{{{Request},{Resource}}}");

        code.Should().Be(CommandLine.ContentFaults);
        output.Should().HaveCount(2);
        output[0].Should().StartWith("{\"error\":").And.Contain(fault);
        output[1].Should().Contain("none");
    }

    private static (int Code, string[] Output, string Error) Run(string cases)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "cases.ndjson");
        File.WriteAllText(file, cases);
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (CommandLine.Run(["access", "decide", "--cases", file], new Terminal(output, error)), output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), error.ToString());
    }
}
