namespace Gateway.Fhir.Definitions.Facts;

/// <summary>The expanded members of a value set. A set that cannot be listed here (all of UCUM, all language tags) is not <see cref="IsListed"/>.</summary>
public sealed record ValueSetFacts
{
    public required string Url { get; init; }
    public string Version { get; init; } = "";
    public bool IsListed { get; init; }
    public IReadOnlyList<ValueSetSystemFacts> Systems { get; init; } = [];
}
