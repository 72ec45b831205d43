using System.Collections.Concurrent;
using Gateway.Sources;
using Gateway.Storage.Outbox;

namespace Gateway.Requests.Deliveries;

/// <summary>Lets a request wait a moment for its own delivery, so that it can be answered with what came of it.</summary>
internal sealed class DeliveryWaits(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Wait> _waits = new(StringComparer.Ordinal);

    /// <summary>The result of the first attempt on this node, and what the receiver made of it where it says so; null when none was made in that time. To be called before the delivery is stored.</summary>
    public async Task<(DeliveryResult? Result, SourceRecord? Made)> WaitAsync(string id, Func<Task> store, TimeSpan atMost, CancellationToken cancellation)
    {
        var wait = _waits.GetOrAdd(id, _ => new Wait());
        try
        {
            await store();
            return (await wait.Result.Task.WaitAsync(atMost, time, cancellation), wait.Made);
        }
        catch (TimeoutException)
        {
            return default;
        }
        finally
        {
            _waits.TryRemove(id, out _);
        }
    }

    /// <summary>What the receiver made of a delivery that is waited for.</summary>
    public void Made(string id, SourceRecord record)
    {
        if (_waits.TryGetValue(id, out var wait))
            wait.Made = record;
    }

    /// <summary>An attempt was made.</summary>
    public void Tell(string id, DeliveryResult result)
    {
        if (_waits.TryGetValue(id, out var wait))
            wait.Result.TrySetResult(result);
    }

    private sealed class Wait
    {
        public TaskCompletionSource<DeliveryResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SourceRecord? Made { get; set; }
    }
}
