using Gateway.Sources;
using Gateway.Storage.Ledger;

namespace Gateway.Requests.Pushes;

/// <summary>What becomes of one kind of pushed records.</summary>
internal interface IPushTaker
{
    PushedKind Kind { get; }

    /// <summary>True where the area has what the kind needs.</summary>
    bool IsTaken { get; }

    /// <summary>Takes records in, in the unit of work that keeps the answer too.</summary>
    Task<PushTaken> TakeAsync(LedgerSession session, SourceProfile source, SourceAnswer read, CancellationToken cancellation);
}
