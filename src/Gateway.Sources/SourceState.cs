namespace Gateway.Sources;

/// <summary>What became of a question to a source.</summary>
public enum SourceState
{
    /// <summary>It answered with records.</summary>
    Answered,

    /// <summary>It answered that it knows nothing of the kind.</summary>
    NothingKnown,

    /// <summary>It was not asked, because none of the person's numbers is one that it knows people by.</summary>
    NotLinked,

    /// <summary>It did not answer in its time.</summary>
    TimedOut,

    /// <summary>It failed too often of late and is not being asked for a while.</summary>
    BreakerOpen,

    /// <summary>It, or the gateway on its behalf, is taking no more questions for a while.</summary>
    Throttled,

    /// <summary>It failed, or answered with what cannot be used.</summary>
    Failed,

    /// <summary>Some of what it answered can be used.</summary>
    Partly,
}
