namespace Gateway.Simulators.People;

/// <summary>A diagnosis as a practice keeps it, coded in SNOMED CT.</summary>
internal sealed record Problem(string Code, string Display)
{
    public static IReadOnlyList<Problem> All { get; } =
    [
        new("35489007", "Depressive disorder"),
        new("73211009", "Diabetes mellitus"),
        new("195967001", "Asthma"),
        new("84757009", "Epilepsy"),
        new("48694002", "Anxiety"),
        new("47505003", "Posttraumatic stress disorder"),
        new("38341003", "Hypertensive disorder"),
    ];
}
