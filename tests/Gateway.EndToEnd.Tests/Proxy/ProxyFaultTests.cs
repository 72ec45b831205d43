using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;
using Gateway.Simulators.Faults;

namespace Gateway.EndToEnd.Tests.Proxy;

/// <summary>Every fault of the trust, as the caller of the proxy sees it: whose it is, and nothing of where the trust stands.</summary>
public sealed class ProxyFaultTests(ProxyFaultDemo shared) : IClassFixture<ProxyFaultDemo>
{
    public static TheoryData<FaultMode, string, int> Faults => new()
    {
        { FaultMode.Error, "failed", 502 },
        { FaultMode.Cut, "failed", 502 },
        { FaultMode.Malformed, "failed", 502 },
        { FaultMode.StaleToken, "failed", 502 },
        { FaultMode.RateLimit, "throttled", 503 },
        { FaultMode.Hang, "timed-out", 504 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_of_the_source_is_told_apart_from_the_callers_and_the_gateways(FaultMode mode, string code, int status)
    {
        var (demo, paths) = (shared.Demo, await shared.PathsAsync());
        demo.Systems.Faults.Trust.Set(new Fault { Mode = mode, Delay = 0 });
        var answers = await Task.WhenAll(paths.Select(p => demo.AskAsync(DemoClients.SourceReader, p)));
        demo.Systems.Faults.Clear();

        answers.Select(a => (int)a.Status).Should().OnlyContain(s => s == status, string.Join('\n', answers.Select(a => a.Text)));
        answers.Should().OnlyContain(a => !a.Text.Contains(demo.Systems.Trust.Authority, StringComparison.Ordinal));
        answers.SelectMany(a => a.Resource["issue"]).SelectMany(i => i["details"]).SelectMany(d => d["coding"]).Select(c => c.ChildText("code")).Distinct().Should().BeEquivalentTo(code, "trust");
    }

    [Theory]
    [InlineData(FaultMode.Delay, null)]
    [InlineData(FaultMode.StaleToken, 1)]
    [InlineData(FaultMode.Error, 1)]
    public async Task What_the_gateway_gets_over_the_caller_does_not_see(FaultMode mode, int? times)
    {
        var (demo, paths) = (shared.Demo, await shared.PathsAsync());
        demo.Systems.Faults.Trust.Set(new Fault { Mode = mode, Delay = 20, Times = times });
        var answer = await demo.AskAsync(DemoClients.SourceReader, paths[0]);
        demo.Systems.Faults.Clear();

        ((int)answer.Status).Should().Be(200, answer.Text);
    }

    [Fact]
    public async Task Definitions_and_content_fail_as_what_is_read_does_until_they_have_begun()
    {
        var demo = shared.Demo;
        var patient = (await shared.PathsAsync())[0].Split('/')[^1];
        string[] paths = ["sources/trust/fhir/CodeSystem/teams", $"sources/trust/fhir/Binary/{patient}-letter"];
        var healthy = await Task.WhenAll(paths.Select(p => demo.AskAsync(DemoClients.SourceReader, p)));
        demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error });
        var failed = await Task.WhenAll(paths.Select(p => demo.AskAsync(DemoClients.SourceReader, p)));
        demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Hang });
        var hanging = await Task.WhenAll(paths.Select(p => demo.AskAsync(DemoClients.SourceReader, p)));
        demo.Systems.Faults.Clear();

        healthy.Select(a => (int)a.Status).Should().Equal(200, 200);
        failed.Select(a => (int)a.Status).Should().Equal(502, 502);
        hanging.Select(a => (int)a.Status).Should().Equal(504, 504);
    }
}
