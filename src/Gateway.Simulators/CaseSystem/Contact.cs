using Gateway.Simulators.People;

namespace Gateway.Simulators.CaseSystem;

/// <summary>A contact of a team with a person, from which its records are made.</summary>
internal sealed record Contact
{
    public required Person Person { get; init; }

    /// <summary>Counts the person's contacts from 0; their records' numbers are made of it.</summary>
    public required int Index { get; init; }

    public required string Team { get; init; }

    public required string Setting { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public required CaseWorker Worker { get; init; }

    public required IReadOnlyList<Need> Needs { get; init; }

    /// <summary>The stay in custody, where it was there.</summary>
    public Stay? Stay { get; init; }

    public string PersonId => Person.InCaseSystem!.Id;

    public string EpisodeId => $"E-{Key}";

    /// <summary>Of all numbers that come of this contact.</summary>
    public int Key => 70_000 + (Person.Number * 10) + Index;
}
