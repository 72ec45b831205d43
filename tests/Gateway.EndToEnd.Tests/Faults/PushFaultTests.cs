using System.Net;
using Gateway.EndToEnd.Tests.Data;
using Gateway.EndToEnd.Tests.Requests;
using Gateway.Security.Tokens;
using Gateway.Simulators.Faults;

namespace Gateway.EndToEnd.Tests.Faults;

/// <summary>What custody and courts push badly is refused, and nothing of it stays.</summary>
public sealed class PushFaultTests(SharedDemo shared) : IClassFixture<SharedDemo>
{
    private RunningDemo Demo => shared.Demo;

    [Theory]
    [InlineData(FaultMode.Malformed, "xml")]
    [InlineData(FaultMode.Malformed, "json")]
    [InlineData(FaultMode.Error, "xml")]
    [InlineData(FaultMode.Error, "json")]
    [InlineData(FaultMode.Cut, "xml")]
    [InlineData(FaultMode.Cut, "json")]
    public async Task A_health_request_that_comes_broken_is_refused_and_not_stored(FaultMode mode, string format)
    {
        var reference = $"HCR-push-{mode}-{format}";
        Demo.Systems.Faults.Custody.Set(new Fault { Mode = mode, Path = "/custody", Times = 1 });
        var broken = (await OrderAsync(reference, format)).Json;
        var stored = await Demo.TasksAsync(reference);
        var whole = (await OrderAsync(reference, format)).Json;

        ((int?)broken["status"] ?? 499).Should().BeInRange(400, 499);
        (mode == FaultMode.Cut).Should().Be((string?)broken["failure"] == "cut");
        stored.Of("Task").Should().BeEmpty();
        ((int?)whole["status"]).Should().Be(202);
    }

    [Theory]
    [InlineData(FaultMode.Malformed, false)]
    [InlineData(FaultMode.Error, false)]
    [InlineData(FaultMode.Cut, false)]
    [InlineData(FaultMode.Delay, true)]
    public async Task A_custody_record_is_taken_whole_or_not_at_all(FaultMode mode, bool isTaken)
    {
        Demo.Systems.Faults.Custody.Set(new Fault { Mode = mode, Path = "/custody", Times = 1, Delay = 30 });
        foreach (var format in (string[])["xml", "json"])
        {
            Demo.Systems.Faults.Custody.Set(new Fault { Mode = mode, Path = "/custody", Times = 1, Delay = 30 });
            var pushed = (await Demo.OrderAsync(Demo.Systems.Custody, "control/push", new { custodyNumber = Demo.People.CustodyOnly.CustodyNumbers[0], format })).Json;
            var status = (int?)pushed["status"] ?? 499;
            if (isTaken)
                status.Should().Be(202, format);
            else
                status.Should().BeInRange(400, 499, format);
        }

        Demo.Systems.Faults.Custody.Struck.Should().Be(1);
    }

    [Theory]
    [InlineData(FaultMode.Malformed, false)]
    [InlineData(FaultMode.Error, false)]
    [InlineData(FaultMode.Cut, false)]
    [InlineData(FaultMode.Delay, true)]
    public async Task A_court_result_is_taken_whole_or_not_at_all(FaultMode mode, bool isTaken)
    {
        Demo.Systems.Faults.Courts.Set(new Fault { Mode = mode, Times = 1, Delay = 30 });
        var pushed = (await Demo.OrderAsync(Demo.Systems.Courts, "control/push", new { count = 1 })).Json["pushed"]![0]!;
        var status = (int?)pushed["status"] ?? 499;
        var again = (await Demo.OrderAsync(Demo.Systems.Courts, "control/push", new { count = 1 })).Json["pushed"]![0]!;

        if (isTaken)
            status.Should().Be(202);
        else
            status.Should().BeInRange(400, 499);
        ((int?)again["status"]).Should().Be(202);
    }

    [Theory]
    [InlineData("custody/records")]
    [InlineData("custody/health-requests")]
    [InlineData("courts/results")]
    public async Task What_is_no_record_at_all_is_told_as_a_problem_without_a_word_of_it(string path)
    {
        foreach (var body in (string[])["<Stray><name>Marked-Surname</name></Stray>", "<a><b>Marked-Surname", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>", "Marked-Surname"])
        {
            var answer = await Demo.AskAsync(path.StartsWith("courts", StringComparison.Ordinal) ? DemoClients.Courts : DemoClients.CustodySystem, path, HttpMethod.Post, r => HealthRequestBody.Put(r, body, "application/xml", $"stray-{path}-{body.Length}"));
            answer.Status.Should().Match(s => s == HttpStatusCode.BadRequest || s == HttpStatusCode.UnprocessableEntity, body);
            answer.ContentType.Should().Be("application/problem+xml", "the system speaks XML");
            answer.Text.Should().NotContain("Marked").And.NotContain("root:");
        }
    }

    private Task<Answer> OrderAsync(string reference, string format) =>
        Demo.OrderAsync(Demo.Systems.Custody, "control/health-requests", new { custodyNumber = Demo.People.InCustody.CustodyNumbers[^1], urgency = "urgent", reference, format });
}
