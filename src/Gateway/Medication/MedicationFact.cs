using Gateway.Fhir.Elements;

namespace Gateway.Medication;

/// <summary>What one resource of one source says of one medicine. Facts are shown side by side and never merged.</summary>
internal sealed record MedicationFact
{
    public required MedicationSource Source { get; init; }

    public required Element Resource { get; init; }

    /// <summary>How other resources of the source refer to it: <c>Type/id</c>; null when it has no id.</summary>
    public required string? Address { get; init; }

    public required MedicationEvidence Evidence { get; init; }

    public required MedicationStanding Standing { get; init; }

    /// <summary>The word of the source's own status.</summary>
    public required string Status { get; init; }

    public required string? Medicine { get; init; }

    public required Ingredient Ingredient { get; init; }

    /// <summary>The Medication that the resource refers to, where it came along.</summary>
    public Element? Product { get; init; }

    public Dose? Dose { get; init; }

    /// <summary>When it was said, prescribed or given.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>When it ended, where that is said.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was not given, or ended.</summary>
    public string? Reason { get; init; }

    /// <summary>The resources that it rests on: statement on authorisation, issue on authorisation, dose given on prescription.</summary>
    public IReadOnlyList<string> RestsOn { get; init; } = [];

    /// <summary>How much it says of the medicine's standing: an issue less than the authorisation, that less than the statement.</summary>
    public required int Weight { get; init; }

    /// <summary>True when it was ended on purpose: a course that ran its time was not.</summary>
    public bool IsStopped => Standing == MedicationStanding.Ended && Status != "completed";

    public bool IsCurrent => Standing == MedicationStanding.Current;
}
