namespace Gateway.Simulators;

/// <summary>The ports; 0 for any that is free.</summary>
public sealed record SimulatorPorts
{
    public int CaseSystem { get; init; }

    public int Custody { get; init; }

    public int Trust { get; init; }

    public int Community { get; init; }

    public int Courts { get; init; }
}
