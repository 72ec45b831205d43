using Gateway.Sources;

namespace Gateway.Federation.Asking;

/// <summary>What became of asking one source, for the caller to know how complete an answer is.</summary>
internal sealed record SourceReport(SourceProfile Source, SourceState State)
{
    /// <summary>When what it said was true.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>True when it has more records than it was asked for.</summary>
    public bool IsCut { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>True when of something the source can only be asked about named persons, and the search named none; with an answer, of something else than what it answered.</summary>
    public bool NeedsPerson { get; init; }

    /// <summary>True when the source said all that it had to say.</summary>
    public bool IsWhole => State is SourceState.Answered or SourceState.NothingKnown && !IsCut && !NeedsPerson;

    /// <summary>True when something that the source knows may be missing.</summary>
    public bool IsMissing => IsFailure || IsCut || State == SourceState.Partly;

    /// <summary>True when the source did not do what it was asked.</summary>
    public bool IsFailure => State is SourceState.TimedOut or SourceState.BreakerOpen or SourceState.Throttled or SourceState.Failed;
}
