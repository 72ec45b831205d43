namespace Gateway.Simulators.People;

/// <summary>What a person says in custody of a medicine, which need not be what is prescribed.</summary>
internal sealed record Declared(string Name, string? Code, string? Dose, string? Frequency, string? Route, string Status, DateTimeOffset? LastTaken, DateTimeOffset? NextDue);
