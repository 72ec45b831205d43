namespace Gateway.Storage.Database;

/// <summary>Wakes all who wait, once.</summary>
internal sealed class WakeSignal
{
    private TaskCompletionSource _next = New();

    /// <summary>Ends with the next wake-up from now on.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Set() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
