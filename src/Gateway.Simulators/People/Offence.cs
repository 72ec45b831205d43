namespace Gateway.Simulators.People;

/// <summary>An offence with its code of the criminal justice system.</summary>
internal sealed record Offence(string Code, string Title)
{
    public static IReadOnlyList<Offence> All { get; } =
    [
        new("TH68010", "Theft from a shop"),
        new("CJ88001", "Common assault"),
        new("CJ67002", "Drunk and disorderly in a public place"),
        new("CD71039", "Criminal damage to property - value under £5000"),
        new("MD71530", "Possess a controlled drug of Class B - Cannabis / Cannabis Resin"),
        new("MD71211", "Possess a controlled drug of Class A - Heroin"),
        new("PU86003", "Affray"),
        new("TH68006", "Theft of pedal cycle"),
    ];
}
