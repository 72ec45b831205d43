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

    /// <summary>What kind of recipient asks, by its word: custody-officer, trust-clinician, probation…</summary>
    public string Recipient { get; init; } = "";

    /// <summary>The code of the organisation that they act for; null where there is none.</summary>
    public string? Organization { get; init; }

    /// <summary>The person who uses the client.</summary>
    public string? User { get; init; }

    public string? Client { get; init; }

    /// <summary>What was verified about the caller: <c>police-vetted</c>, <c>amhp-on-duty</c>.</summary>
    public IReadOnlySet<string> Facts { get; init; } = new HashSet<string>();

    /// <summary>The request's own legal basis, where it names one.</summary>
    public LegalBasis? Basis { get; init; }

    /// <summary>The emergency grant that the caller holds, where there is one.</summary>
    public EmergencyGrant? Emergency { get; init; }
}
