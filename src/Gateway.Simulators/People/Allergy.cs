namespace Gateway.Simulators.People;

/// <summary>What a person must not be given, coded in SNOMED CT.</summary>
internal sealed record Allergy(string Code, string Display, string Reaction)
{
    public static IReadOnlyList<Allergy> All { get; } =
    [
        new("91936005", "Allergy to penicillin", "Rash"),
        new("293586001", "Allergy to aspirin", "Wheeze"),
        new("300916003", "Allergy to latex", "Itching of the hands"),
        new("91935009", "Allergy to peanut", "Swelling of the lips"),
    ];
}
