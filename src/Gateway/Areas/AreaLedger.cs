namespace Gateway.Areas;

/// <summary>What the gateway itself keeps, beside what it needs for its own work: section <c>ledger</c> of an area's file.</summary>
internal sealed record AreaLedger
{
    /// <summary>The resource types that can be created here; <c>*</c> for all.</summary>
    public IReadOnlyList<string> Types { get; init; } = new List<string>();
}
