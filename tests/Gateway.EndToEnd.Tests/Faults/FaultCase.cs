using Gateway.Simulators.Faults;

namespace Gateway.EndToEnd.Tests.Faults;

/// <summary>A fault of a system, and what an answer must say of it then.</summary>
/// <param name="System">The system's name, the same as the source's.</param>
/// <param name="Mode">What goes wrong.</param>
/// <param name="Fault">How it is set.</param>
/// <param name="State">The code of completeness; <c>answered</c> for what the gateway gets over.</param>
internal sealed record FaultCase(string System, string Mode, Fault Fault, string State)
{
    public static readonly IReadOnlyList<string> Systems = ["case-system", "custody", "trust", "community", "courts"];

    /// <summary>Those who can be searched.</summary>
    public static readonly IReadOnlyList<string> Searched = ["case-system", "custody", "trust"];
    private static readonly string[] s_withTokens = ["case-system", "trust"];

    public static IReadOnlyList<FaultCase> All { get; } = [.. Systems.SelectMany(Of)];

    public bool Hangs => Fault.Mode == FaultMode.Hang;

    public override string ToString() => $"{System} {Mode}";

    private static IEnumerable<FaultCase> Of(string system)
    {
        yield return new FaultCase(system, "delay", new Fault { Mode = FaultMode.Delay, Delay = 30 }, "answered");
        yield return new FaultCase(system, "error", new Fault { Mode = FaultMode.Error }, "failed");
        yield return new FaultCase(system, "error-once", new Fault { Mode = FaultMode.Error, Status = 500, Times = 1 }, "answered");
        yield return new FaultCase(system, "hang", new Fault { Mode = FaultMode.Hang }, "timed-out");
        yield return new FaultCase(system, "cut", new Fault { Mode = FaultMode.Cut }, "failed");
        yield return new FaultCase(system, "malformed", new Fault { Mode = FaultMode.Malformed }, "failed");
        yield return new FaultCase(system, "rate-limit", new Fault { Mode = FaultMode.RateLimit, Delay = 0 }, "throttled");
        yield return new FaultCase(system, "stale-token", new Fault { Mode = FaultMode.StaleToken }, "failed");
        if (s_withTokens.Contains(system))
            yield return new FaultCase(system, "stale-token-once", new Fault { Mode = FaultMode.StaleToken, Times = 1 }, "answered");
    }
}
