using Gateway.Simulators.Areas;

namespace Gateway.Simulators.People;

/// <summary>One stay in custody.</summary>
internal sealed record Stay
{
    /// <summary>The custody record number.</summary>
    public required string Number { get; init; }

    public required string SummonsNumber { get; init; }

    public required Suite Suite { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Null while the person is there.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    public required string Officer { get; init; }

    public required IReadOnlyList<Offence> Offences { get; init; }

    public required IReadOnlyList<Need> Needs { get; init; }

    public required IReadOnlyList<Declared> Medicines { get; init; }

    /// <summary>1 to 4.</summary>
    public required string ObservationLevel { get; init; }

    public required string LegalStatus { get; init; }

    /// <summary>The reference of the health request, when there was one.</summary>
    public string? RequestReference { get; init; }

    public string? Disposal { get; init; }

    public string? Destination { get; init; }

    /// <summary>The prosecution's number of the case: the suite, the last five digits of the stay's number, the year.</summary>
    public string CaseReference => $"{Suite.Code}{Number[^5..]}{Number.Split('/')[1][2..]}";

    public bool IsCharged => Disposal is "charged" or "charged-and-bailed" or "remanded";
}
