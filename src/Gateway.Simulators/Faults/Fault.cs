namespace Gateway.Simulators.Faults;

/// <summary>A fault as it is set at <c>/control/faults</c> or by <see cref="FaultSwitch.Set"/>.</summary>
public sealed record Fault
{
    public FaultMode Mode { get; init; }

    /// <summary>Milliseconds that a delay takes, or that a rate limit asks for, rounded up to seconds.</summary>
    public int Delay { get; init; } = 1000;

    /// <summary>The status of an error.</summary>
    public int Status { get; init; } = 503;

    /// <summary>Only paths that begin so; every path but <c>/control</c> without it.</summary>
    public string? Path { get; init; }

    /// <summary>How often it strikes; for ever without it.</summary>
    public int? Times { get; init; }
}
