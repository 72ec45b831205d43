using Gateway.Fhir.Outcomes;

namespace Gateway.Sources;

/// <summary>What a source answered.</summary>
public sealed record SourceAnswer
{
    public required SourceState State { get; init; }

    /// <summary>The age of its data: when what it said was true.</summary>
    public DateTimeOffset? AsOf { get; init; }

    public IReadOnlyList<SourceRecord> Records { get; init; } = [];

    /// <summary>What could not be used of the answer, beside what its records say of themselves: records that were refused.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>True when there are more records than were asked for.</summary>
    public bool IsCut { get; init; }

    /// <summary>When a source that is throttling or not being asked may be asked again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>An answer without records.</summary>
    public static SourceAnswer Of(SourceState state, TimeSpan? retryAfter = null) => new() { State = state, RetryAfter = retryAfter };
}
