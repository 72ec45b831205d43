using Gateway.Storage.Audit;

namespace Gateway.Storage.Ledger;

/// <summary>A unit of work on its way, and whoever waits for it.</summary>
internal abstract class WriteItem(CancellationToken cancellation)
{
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>What it adds to the audit trail, where it does nothing else; null where it does.</summary>
    public IReadOnlyList<AuditEntry>? Trail { get; init; }

    public abstract Task RunAsync(LedgerSession session);

    /// <summary>What was done is stored.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception e);

    public abstract void Cancel();
}

/// <summary>A unit of work that gives a result.</summary>
internal sealed class WriteItem<T>(Func<LedgerSession, Task<T>> work, CancellationToken cancellation) : WriteItem(cancellation)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Done => _done.Task;

    public override async Task RunAsync(LedgerSession session) => _result = await work(session);

    public override void Complete() => _done.TrySetResult(_result);

    public override void Fail(Exception e) => _done.TrySetException(e);

    public override void Cancel() => _done.TrySetCanceled(Cancellation);
}
