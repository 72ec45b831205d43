using System.Net;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;
using Gateway.Simulators.Faults;

namespace Gateway.EndToEnd.Tests.Faults;

/// <summary>A source that fails is left alone for a while, and asked again when the while is over.</summary>
public sealed class BreakerTests
{
    [Fact]
    public async Task A_source_that_fails_again_and_again_is_left_alone_until_it_recovers()
    {
        await using var demo = await StartAsync();
        demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error });
        var open = await Patience.UntilAsync(() => SearchAsync(demo), a => a.Found.StateOf("trust") == "breaker-open");
        var health = await demo.AskAsync(DemoClients.Administrator, "health/sources");
        demo.Systems.Faults.Clear();
        var again = await Patience.UntilAsync(() => SearchAsync(demo), a => a.Found.StateOf("trust") == "answered");

        open.Found.StateOf("trust").Should().Be("breaker-open");
        open.Found.StateOf("custody").Should().Be("answered");
        open.Found.Total.Should().BeNull();
        health.Status.Should().Be(HttpStatusCode.OK);
        health.Json.AsArray().Select(s => (string?)s!["name"]).Should().Contain(["case-system", "custody", "trust", "community"]);
        again.Found.StateOf("trust").Should().Be("answered");
        again.Found.Total.Should().NotBeNull();
    }

    [Fact]
    public async Task A_source_that_asks_for_time_is_not_asked_meanwhile()
    {
        await using var demo = await StartAsync();
        demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.RateLimit, Delay = 240_000 });
        var (first, second) = (await SearchAsync(demo), await SearchAsync(demo));
        var struck = demo.Systems.Faults.Trust.Struck;
        var strict = await SearchAsync(demo, isStrict: true);

        first.Found.StateOf("trust").Should().Be("throttled");
        second.Found.StateOf("trust").Should().Be("throttled");
        struck.Should().Be(1);
        strict.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        strict.Headers.RetryAfter!.Delta!.Value.Should().BePositive().And.BeLessThanOrEqualTo(TimeSpan.FromSeconds(240));
    }

    // Both know the person from the start, so one search asks both.
    private static async Task<RunningDemo> StartAsync()
    {
        var settings = RunningDemo.Patient();
        settings["Sources:trust:Limits:BreakerCalls"] = "4";
        settings["Sources:trust:Limits:BreakerPause"] = "00:00:02";
        settings["Sources:trust:Limits:RetryDelay"] = "00:00:00.001";
        var demo = await RunningDemo.StartAsync(o => o with { Settings = settings });
        await Patience.UntilAsync(() => SearchAsync(demo), a => a.Found.StateOf("custody") == "answered");
        return demo;
    }

    private static Task<Answer> SearchAsync(RunningDemo demo, bool isStrict = false) =>
        demo.SearchAsync($"MedicationStatement?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, demo.People.KnownEverywhere.NhsNumber!)}", isStrict: isStrict);
}
