using Gateway.Storage.Ledger;

namespace Gateway.Storage.Outbox;

/// <summary>
/// Makes deliveries, to many destinations side by side and to each in order. It wakes when one is stored on any node, looks for those that come
/// due, holds each for as long as its attempt takes, and outlives the database's absence: what could not be marked meanwhile is marked later.
/// </summary>
public sealed class OutboxPump(OutboxQueue queue)
{
    /// <summary>Runs until it is cancelled, and then gives back what it holds.</summary>
    /// <param name="deliver">Makes one attempt. Its token ends when the claim is lost, as another node may try then. What it throws counts as a failure.</param>
    /// <param name="width">The most attempts at once.</param>
    /// <param name="cancellation">Ends the pump.</param>
    public async Task RunAsync(Func<Delivery, CancellationToken, Task<DeliveryResult>> deliver, int width, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var running = new List<Task>();
        while (!cancellation.IsCancellationRequested)
        {
            // Before claiming: what is stored from here on is heard of.
            var woken = queue.NextWake;
            var claimed = running.Count < width ? await ClaimAsync(width - running.Count, cancellation) : [];
            running.AddRange(claimed.Select(d => DeliverAsync(d, deliver, cancellation)));
            if (claimed.Count == 0 || running.Count == width)
                await queue.WaitAsync(running.Count == width ? running : [.. running, woken], cancellation);
            foreach (var ended in running.Where(r => r.IsCompleted).ToArray())
            {
                running.Remove(ended);
                await ended;
            }
        }

        await Task.WhenAll(running);
    }

    private async Task<IReadOnlyList<Delivery>> ClaimAsync(int count, CancellationToken cancellation)
    {
        try
        {
            return await queue.ClaimAsync(count, cancellation);
        }
        catch (Exception e) when (e is LedgerUnavailableException or OperationCanceledException)
        {
            // The database is away, or the pump is to end: the caller waits, and looks again.
            return [];
        }
    }

    private async Task DeliverAsync(Delivery delivery, Func<Delivery, CancellationToken, Task<DeliveryResult>> deliver, CancellationToken cancellation)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var attempt = new CancellationTokenSource();
        var holding = HoldAsync(delivery, held, attempt.Token);
        var result = await TryAsync(delivery, deliver, held.Token);
        await attempt.CancelAsync();
        await holding;
        if (result is not null)
            await MarkAsync(() => queue.EndedAsync(delivery, result), cancellation);
        else if (cancellation.IsCancellationRequested)
            await MarkAsync(() => queue.ReleaseAsync(delivery), cancellation);
    }

    // Null when the claim was lost or the pump is to end.
    private static async Task<DeliveryResult?> TryAsync(Delivery delivery, Func<Delivery, CancellationToken, Task<DeliveryResult>> deliver, CancellationToken held)
    {
        try
        {
            return await deliver(delivery, held);
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            // Its message may hold content.
            return DeliveryResult.Failed($"The attempt broke off: {e.GetType().Name}.");
        }
    }

    // Renews the claim until the attempt has ended; when another has it, or it cannot be renewed until its lease ends, the attempt is broken off.
    private async Task HoldAsync(Delivery delivery, CancellationTokenSource held, CancellationToken attempt)
    {
        for (var since = queue.Time.GetTimestamp(); !attempt.IsCancellationRequested && !held.IsCancellationRequested;)
        {
            await Task.Delay(queue.Options.Lease / 3, queue.Time, attempt).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (attempt.IsCancellationRequested)
                return;
            var asked = queue.Time.GetTimestamp();
            try
            {
                if (await queue.RenewAsync(delivery, CancellationToken.None).WaitAsync(queue.Options.Lease / 3, queue.Time, CancellationToken.None))
                    since = asked;
                else
                    await held.CancelAsync();
            }
            catch (Exception e) when (e is LedgerUnavailableException or TimeoutException)
            {
                if (queue.Time.GetElapsedTime(since) >= queue.Options.Lease / 2)
                    await held.CancelAsync();
            }
        }
    }

    // Again and again until it is stored: what was delivered is not to be delivered once more for a moment's absence of the database.
    private async Task MarkAsync(Func<Task<bool>> mark, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await mark();
                return;
            }
            catch (LedgerUnavailableException) when (!cancellation.IsCancellationRequested)
            {
                await queue.WaitAsync([], cancellation);
            }
            catch (LedgerUnavailableException)
            {
                // The pump is to end: the lease ends by itself.
                return;
            }
        }
    }
}
