namespace Gateway.Access.Decisions;

/// <summary>Who asks, what for, to do what, and when. What it says was verified before.</summary>
public sealed record AccessRequest
{
    /// <summary>Who asks, in all their parts: the person, their role, their organisation, their device.</summary>
    public required IReadOnlyList<PartyReference> Actors { get; init; }

    /// <summary>The purpose, one alone; null where it is not known.</summary>
    public Coded? Purpose { get; init; }

    /// <summary>What is done: a FHIR interaction (<c>read</c>, <c>search</c>, <c>create</c>…) or a code of the standard's consent actions.</summary>
    public string Action { get; init; } = "read";

    public required DateTimeOffset Time { get; init; }

    /// <summary>Who controls the data, where that is known.</summary>
    public PartyReference? Controller { get; init; }
}
