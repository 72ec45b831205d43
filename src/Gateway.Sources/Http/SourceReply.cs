namespace Gateway.Sources.Http;

/// <summary>What became of one question: its state, and of an answer what is needed on.</summary>
internal sealed record SourceReply
{
    public required SourceState State { get; init; }

    /// <summary>The HTTP status; 0 when none came.</summary>
    public int Status { get; init; }

    public byte[] Body { get; init; } = [];

    /// <summary>The media type in small letters; empty when none was said.</summary>
    public string ContentType { get; init; } = "";

    public string? Version { get; init; }

    /// <summary>Where the source says that what it made is.</summary>
    public string? Location { get; init; }

    /// <summary>When the source says that it answered.</summary>
    public DateTimeOffset? Date { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool IsAnswered => State == SourceState.Answered;

    /// <summary>True when the source understood and said no.</summary>
    public bool IsRefused => State is SourceState.Failed or SourceState.NothingKnown && Status is >= 400 and < 500 and not (401 or 403 or 407 or 408 or 429);

    /// <summary>True when another attempt may fare better.</summary>
    public bool IsPassing => State == SourceState.TimedOut || (State == SourceState.Failed && Status is 0 or 408 or >= 500 and not (501 or 505));

    /// <summary>True when it tells against the health of the source.</summary>
    public bool IsFault => State == SourceState.TimedOut || (State == SourceState.Failed && !IsRefused);

    public static SourceReply Of(SourceState state, TimeSpan? retryAfter = null) => new() { State = state, RetryAfter = retryAfter };
}
