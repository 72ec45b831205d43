using Gateway.Fhir.Outcomes;

namespace Gateway.Sources;

/// <summary>A part of a source's feed.</summary>
public sealed record SourceChanges
{
    public required SourceState State { get; init; }

    public IReadOnlyList<SourceRecord> Records { get; init; } = [];

    /// <summary>What could not be used of the part: changes that were refused, which are not sent again.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Those of the refused changes whose record can be read again.</summary>
    public IReadOnlyList<RefusedRecord> Refused { get; init; } = [];

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where the next part begins; the cursor asked with when nothing was read.</summary>
    public string? Next { get; init; }

    public bool HasMore { get; init; }
}
