namespace Gateway.Sources;

/// <summary>Whether a source answers.</summary>
public sealed record SourceHealth
{
    public required SourceState State { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>When it last answered anything; null when it never did since the gateway started.</summary>
    public DateTimeOffset? LastAnswered { get; init; }
}
