using System.Collections.Concurrent;
using Gateway.Storage.Outbox;

namespace Gateway.Requests.Deliveries;

/// <summary>Lets requests wait a moment for a delivery, so that they can be answered with what came of it. Safe for use by many threads; any number may wait for one.</summary>
internal sealed class DeliveryWaits(TimeProvider time)
{
    private readonly ConcurrentDictionary<DeliveryWait, string> _waits = new();

    /// <summary>Hears from here on of the next attempt that this node makes. To be begun before the delivery is stored, or its state is read.</summary>
    public DeliveryWait Begin(string id)
    {
        var wait = new DeliveryWait(time, w => _waits.TryRemove(w, out _));
        _waits[wait] = id;
        return wait;
    }

    /// <summary>An attempt was made.</summary>
    public void Tell(string id, DeliveryResult result)
    {
        foreach (var (wait, awaited) in _waits)
            if (awaited == id)
                wait.Tell(result);
    }
}
