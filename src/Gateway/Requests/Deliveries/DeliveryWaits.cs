using System.Collections.Concurrent;
using Gateway.Storage.Outbox;

namespace Gateway.Requests.Deliveries;

/// <summary>Lets a request wait a moment for its own delivery, so that it can be answered with what came of it.</summary>
internal sealed class DeliveryWaits(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<DeliveryResult>> _waits = new(StringComparer.Ordinal);

    /// <summary>The result of the first attempt on this node; null when none was made in that time. To be called before the delivery is stored.</summary>
    public async Task<DeliveryResult?> WaitAsync(string id, Func<Task> store, TimeSpan atMost, CancellationToken cancellation)
    {
        var wait = _waits.GetOrAdd(id, _ => new TaskCompletionSource<DeliveryResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await store();
            return await wait.Task.WaitAsync(atMost, time, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            _waits.TryRemove(id, out _);
        }
    }

    /// <summary>An attempt was made.</summary>
    public void Tell(string id, DeliveryResult result)
    {
        if (_waits.TryGetValue(id, out var wait))
            wait.TrySetResult(result);
    }
}
