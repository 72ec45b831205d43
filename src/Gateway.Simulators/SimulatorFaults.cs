using Gateway.Simulators.Faults;

namespace Gateway.Simulators;

/// <summary>The fault switch of each system, the same that its <c>/control/faults</c> sets.</summary>
public sealed record SimulatorFaults
{
    public FaultSwitch CaseSystem { get; } = new();

    public FaultSwitch Custody { get; } = new();

    public FaultSwitch Trust { get; } = new();

    public FaultSwitch Community { get; } = new();

    public FaultSwitch Courts { get; } = new();

    /// <summary>All five, in this order.</summary>
    public IReadOnlyList<FaultSwitch> All => [CaseSystem, Custody, Trust, Community, Courts];

    /// <summary>Puts all right.</summary>
    public void Clear()
    {
        foreach (var faults in All)
            faults.Clear();
    }
}
