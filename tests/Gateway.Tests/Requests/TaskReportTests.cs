using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Requests.Referrals;
using Gateway.Sources;
using Gateway.Tests.Federation;

namespace Gateway.Tests.Requests;

public sealed class TaskReportTests
{
    [Theory]
    [InlineData("r1-step-2", "accepted", "rejected", false)]
    [InlineData("r1-step-2", "requested", "rejected", true)]
    [InlineData("r1-step-2", "accepted", "accepted", true)]
    [InlineData("r1-report-2", "requested", "completed", true)]
    public async Task A_step_is_not_taken_from_where_the_Task_no_longer_stands(string key, string now, string said, bool isTaken)
    {
        var source = new ScriptedSource(1, "cases", ["Task"], [], _ => ScriptedSource.Answer("r1", ScriptedFederation.Record(Task(now))));
        var change = new SourceChange { Type = "Task", Locator = "r1", Key = key, Content = Read(Task(said)) };

        var (taken, result) = await TaskReport.OverAsync(source, change, CancellationToken.None);

        (taken is not null).Should().Be(isTaken);
        result.IsRefused.Should().Be(!isTaken);
    }

    private static string Task(string status) => $$"""{"resourceType":"Task","status":"{{status}}","intent":"order"}""";

    private static Element Read(string json) => FhirJson.Read(Encoding.UTF8.GetBytes(json)).Root;
}
