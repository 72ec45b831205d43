namespace Gateway.Storage.Audit;

/// <summary>How a chain can be broken.</summary>
public enum AuditFindingKind
{
    /// <summary>A record's content, time or hash is not what the chain says.</summary>
    Altered,

    /// <summary>A number is missing inside the chain.</summary>
    Removed,

    /// <summary>The chain is shorter than its tail or a checkpoint says.</summary>
    Truncated,

    /// <summary>A checkpoint was signed by another key, or is no checkpoint.</summary>
    FalseCheckpoint,

    /// <summary>The chain has another hash where a checkpoint was made: it was written anew.</summary>
    Rewritten,
}
