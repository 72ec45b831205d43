namespace Gateway.Simulators.People;

/// <summary>A medicine, with its dm+d or SNOMED CT code where one was found in published examples, and how it is usually taken.</summary>
internal sealed record Medicine(string Name, string? Code, string Word, string Dose, string OtherDose, string Frequency, string Route, string Unit)
{
    /// <summary>What is given at once, of <see cref="Unit"/>.</summary>
    public decimal Amount { get; init; } = 1;

    public bool IsForMind { get; init; }
}
