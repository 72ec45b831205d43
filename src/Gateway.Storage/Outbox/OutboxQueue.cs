using Dapper;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Outbox;

/// <summary>
/// Deliveries on their way. A delivery is put in by the unit of work that causes it, claimed by one node, and tried until the receiver acknowledges
/// it or its time is over. To one destination only the oldest is tried: those behind it wait.
/// </summary>
public sealed class OutboxQueue(GatewayLedger ledger, OutboxOptions options)
{
    private const string Columns = "sequence, id, destination, created, due, attempts, state, content_type as contenttype, headers, body, error";

    /// <summary>The node's name in claims.</summary>
    private readonly string _node = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Stores a delivery in a unit of work; one with the same id is there only once.</summary>
    public static Task PutAsync(LedgerSession session, Delivery delivery, CancellationToken cancellation = default)
    {
        var now = Microseconds.Of(session.Now);
        session.HasDeliveries = true;
        return session.ExecuteAsync("""
            insert into delivery (id, destination, created, due, attempts, state, claimed_until, content_type, headers, body)
            values (@Id, @Destination, @now, @now, 0, 0, 0, @ContentType, @Headers, @body) on conflict (id) do nothing
            """, new { delivery.Id, delivery.Destination, now, delivery.ContentType, delivery.Headers, body = delivery.Body.ToArray() }, cancellation);
    }

    /// <summary>Claims up to that many deliveries, at most one for each destination; no other node gets them until the lease ends.</summary>
    public Task<IReadOnlyList<Delivery>> ClaimAsync(int count, CancellationToken cancellation = default) => ledger.WriteAsync<IReadOnlyList<Delivery>>("outbox", async session =>
    {
        var now = Microseconds.Of(session.Now);
        var until = Microseconds.Of(session.Now + options.Lease);
        var rows = await session.QueryAsync<DeliveryRow>($"""
            update delivery set claimed_by = @_node, claimed_until = @until
            where sequence in (
              select d.sequence from delivery d
              where d.state = 0 and d.due <= @now and d.claimed_until <= @now
                and not exists (select 1 from delivery earlier where earlier.destination = d.destination and earlier.state = 0 and earlier.sequence < d.sequence)
              order by d.due, d.sequence limit @count{session.Database.SkipLocked})
            returning {Columns}
            """, new { _node, now, until, count }, cancellation);
        return [.. rows.OrderBy(r => r.Sequence).Select(r => r.ToDelivery())];
    }, cancellation);

    /// <summary>Waits until a delivery was stored on any node, or the time is over, which is the fallback: retries come due without a word.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation = default) => ledger.Database.WaitAsync(atMost, cancellation);

    /// <summary>The receiver has acknowledged the delivery. False when the claim was lost meanwhile; the receiver then sees it again, with the same id.</summary>
    public Task<bool> DeliveredAsync(Delivery delivery, CancellationToken cancellation = default) => EndAsync(delivery, DeliveryState.Delivered, null, cancellation);

    /// <summary>The attempt failed: the delivery is tried again later, or given up when its time is over.</summary>
    /// <param name="delivery">The delivery as it was claimed.</param>
    /// <param name="error">Why, in words that hold no content.</param>
    /// <param name="notBefore">When the receiver wants to be asked again (Retry-After); null to leave it to the waits.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public Task<bool> FailedAsync(Delivery delivery, string error, DateTimeOffset? notBefore = null, CancellationToken cancellation = default)
    {
        var now = ledger.Time.GetUtcNow();
        if (now - delivery.Created >= options.GiveUpAfter)
            return EndAsync(delivery, DeliveryState.Dead, error, cancellation);
        var due = now + Wait(delivery.Attempts + 1);
        if (notBefore > due)
            due = notBefore.Value;
        return ledger.WriteAsync("outbox", async session => await session.ExecuteAsync("""
            update delivery set attempts = attempts + 1, due = @due, claimed_by = null, claimed_until = 0, error = @error
            where sequence = @Sequence and claimed_by = @_node and state = 0
            """, new { due = Microseconds.Of(due), error, delivery.Sequence, _node }, cancellation) == 1, cancellation);
    }

    /// <summary>Given up at once: the receiver will never take it.</summary>
    public Task<bool> RefusedAsync(Delivery delivery, string error, CancellationToken cancellation = default) => EndAsync(delivery, DeliveryState.Dead, error, cancellation);

    /// <summary>Deliveries that were given up, oldest first.</summary>
    public async Task<IReadOnlyList<Delivery>> DeadAsync(int count, CancellationToken cancellation = default)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<DeliveryRow>(new CommandDefinition($"select {Columns} from delivery where state = 2 order by sequence limit @count", new { count }, cancellationToken: cancellation));
        return [.. rows.Select(r => r.ToDelivery())];
    }

    /// <summary>Puts a delivery that was given up, or made, back to where it stood among the others of its destination.</summary>
    public Task<bool> ReplayAsync(string id, CancellationToken cancellation = default) => ledger.WriteAsync("outbox", async session =>
    {
        var now = Microseconds.Of(session.Now);
        return await session.ExecuteAsync("update delivery set state = 0, attempts = 0, created = @now, due = @now, claimed_by = null, claimed_until = 0, ended = null where id = @id and state <> 0", new { id, now }, cancellation) == 1;
    }, cancellation);

    private Task<bool> EndAsync(Delivery delivery, DeliveryState state, string? error, CancellationToken cancellation) => ledger.WriteAsync("outbox", async session => await session.ExecuteAsync("""
        update delivery set state = @state, attempts = attempts + 1, claimed_by = null, claimed_until = 0, error = @error, ended = @now
        where sequence = @Sequence and claimed_by = @_node and state = 0
        """, new { state = (int)state, error, now = Microseconds.Of(session.Now), delivery.Sequence, _node }, cancellation) == 1, cancellation);

    // 2 s, 4 s, 8 s … up to the longest, a part of each left to chance.
    private TimeSpan Wait(int attempts)
    {
        var wait = Math.Min(options.LongestWait.TotalSeconds, options.FirstWait.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 30)));
        return TimeSpan.FromSeconds(wait * (1 - (options.Jitter * Random.Shared.NextDouble())));
    }
}
