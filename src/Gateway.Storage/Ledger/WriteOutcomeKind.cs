namespace Gateway.Storage.Ledger;

/// <summary>What a change did.</summary>
public enum WriteOutcomeKind
{
    Created,
    Updated,
    Deleted,

    /// <summary>A condition found the resource that was to be created, or nothing that was to be deleted.</summary>
    Unchanged,
}
