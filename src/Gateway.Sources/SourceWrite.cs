using Gateway.Fhir.Outcomes;

namespace Gateway.Sources;

/// <summary>What a source did with a change.</summary>
public sealed record SourceWrite
{
    public required SourceState State { get; init; }

    /// <summary>The HTTP status; null when none came.</summary>
    public int? Status { get; init; }

    /// <summary>True when the source understood and said no: asking again is of no use.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Why the change could not be put into the source's words; it was not sent then.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>The record as it is now, where the source says so.</summary>
    public SourceRecord? Record { get; init; }

    public TimeSpan? RetryAfter { get; init; }
}
