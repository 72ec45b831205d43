using Gateway.Storage.Outbox;

namespace Gateway.Requests.Deliveries;

/// <summary>One that waits for a delivery, until it is disposed of.</summary>
internal sealed class DeliveryWait(TimeProvider time, Action<DeliveryWait> end) : IDisposable
{
    private readonly TaskCompletionSource<DeliveryResult> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the first attempt came to that this node made since the wait began; null when none was made in that time.</summary>
    public async Task<DeliveryResult?> ResultAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        try
        {
            return await _told.Task.WaitAsync(atMost, time, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public void Tell(DeliveryResult result) => _told.TrySetResult(result);

    public void Dispose() => end(this);
}
