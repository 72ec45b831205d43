using System.Text;
using Gateway.Fhir.Json;

namespace Gateway.Fhir.Tests.Json;

/// <summary>How many faults are listed, and that they tell nothing of the content.</summary>
public sealed class FaultBoundTests
{
    [Fact]
    public void Beyond_a_thousand_faults_the_last_says_how_many_more()
    {
        var read = FhirJson.Read(Text(1500));
        read.Faults.Should().HaveCount(1001);
        read.Faults[999].Expression.Should().Be("Patient.name[0].given[999]");
        read.Faults[^1].ToString().Should().Be("500 more faults are not listed.");
    }

    [Fact]
    public void Exactly_a_thousand_faults_are_all_listed() =>
        FhirJson.Read(Text(1000)).Faults.Should().HaveCount(1000).And.OnlyContain(f => f.Line == 1);

    [Fact]
    public void The_last_is_a_warning_when_all_others_are()
    {
        var read = FhirJson.Read(Text(1500), options: ReadOptions.Tolerant);
        read.IsRead.Should().BeTrue();
        read.Faults.Should().HaveCount(1001).And.OnlyContain(f => f.IsWarning);
    }

    [Fact]
    public void An_error_beyond_the_listed_warnings_still_refuses()
    {
        byte[] text = [.. Text(1500).AsSpan()[..^1], .. ",\"language\":\"\\ud800\"}"u8];
        FhirJson.Read(text, options: ReadOptions.Tolerant).IsRead.Should().BeFalse();
    }

    [Fact]
    public void A_million_faults_in_one_line_are_found_in_one_pass() =>
        FhirJson.Read(Text(1_000_000)).Faults[^1].Message.Should().Be("999000 more faults are not listed.");

    [Fact]
    public void No_fault_repeats_what_the_content_says()
    {
        var read = FhirJson.Read(
            """
            {"resourceType":"Patient","active":"SECRET","birthDate":"SECRET-02","gender":" SECRET ","id":"SECRET_1",
             "SECRET 1":1,"SECRET@x.uk":1,"9434765919":"SECRET","SECRETÄ":1,
             "name":["SECRET",{"family":{"SECRET-a":1},"given":["SECRET",null]}],
             "text":{"div":"<div>SECRET</div>"},
             "contained":[{"resourceType":"SECRET"}],"multipleBirthInteger":43210.5,
             "photo":[{"data":"SECRET!","url":"SECRET SECRET"}],
             "broken": SECRET}
            """u8.ToArray());
        read.Faults.Should().HaveCountGreaterThan(12);
        read.Faults.Select(f => f.ToString()).Should().NotContain(t => t.Contains("SECRET") || t.Contains("9434765919") || t.Contains("43210"));
    }

    private static byte[] Text(int faults) =>
        Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient","name":[{"given":[{{string.Join(',', Enumerable.Repeat("1", faults - 1))}},""]}]}""");
}
