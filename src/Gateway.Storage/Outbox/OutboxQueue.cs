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

    // The oldest waiting delivery of each destination. Each is looked up, however many wait behind it.
    private const string Heads = "select (select min(f.sequence) from delivery f where f.state = 0 and f.destination = h.destination) from head h where h.destination is not null";

    /// <summary>The node's name in claims.</summary>
    private readonly string _node = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Stores a delivery in a unit of work; false where one with the same id is there, which stays as it is.</summary>
    public static async Task<bool> PutAsync(LedgerSession session, Delivery delivery, CancellationToken cancellation = default)
    {
        var now = Microseconds.Of(session.Now);
        session.HasDeliveries = true;
        return await session.ExecuteAsync("""
            insert into delivery (id, destination, created, due, attempts, state, claimed_until, content_type, headers, body)
            values (@Id, @Destination, @now, @now, 0, 0, 0, @ContentType, @Headers, @body) on conflict (id) do nothing
            """, new { delivery.Id, delivery.Destination, now, delivery.ContentType, delivery.Headers, body = delivery.Body.ToArray() }, cancellation) == 1;
    }

    /// <summary>Claims up to that many deliveries, at most one for each destination; no other node gets them until the lease ends.</summary>
    public Task<IReadOnlyList<Delivery>> ClaimAsync(int count, CancellationToken cancellation = default) => ledger.WriteAsync<IReadOnlyList<Delivery>>("outbox", async session =>
    {
        var now = Microseconds.Of(session.Now);
        var until = Microseconds.Of(session.Now + options.Lease);

        // A claim that ends later than any lease is of before the clock was set back; so is the time at which what was never tried is due.
        var longest = Microseconds.Of(session.Now + (options.Lease * 2));
        var rows = await session.QueryAsync<DeliveryRow>($"""
            with recursive head(destination) as (
              select min(destination) from delivery where state = 0
              union all
              select (select min(d.destination) from delivery d where d.state = 0 and d.destination > head.destination) from head where head.destination is not null)
            update delivery set claimed_by = @_node, claimed_until = @until
            where sequence in (
              select d.sequence from delivery d where d.sequence {session.Database.OneOf(Heads)} and d.state < 1 and (d.due <= @now or d.attempts = 0) and (d.claimed_until <= @now or d.claimed_until > @longest)
              order by d.due, d.sequence limit @count{session.Database.SkipLocked("d")})
            returning {Columns}
            """, new { _node, now, until, longest, count }, cancellation);
        return [.. rows.OrderBy(r => r.Sequence).Select(r => r.ToDelivery())];
    }, cancellation);

    /// <summary>Waits until a delivery was stored on any node, or the time is over, which is the fallback: retries come due without a word.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation = default)
    {
        var next = NextWake;
        await Task.WhenAll(ledger.Database.ListenAsync(), next).WaitAsync(atMost, Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    internal OutboxOptions Options => options;

    internal TimeProvider Time => ledger.Time;

    /// <summary>Ends when a delivery is next stored on any node.</summary>
    internal Task NextWake
    {
        get
        {
            _ = ledger.Database.ListenAsync();
            return ledger.Database.NextWake;
        }
    }

    /// <summary>Waits for the first of some, or until it is time to look again; it ends without a word when it is cancelled.</summary>
    internal async Task WaitAsync(IReadOnlyList<Task> any, CancellationToken cancellation) =>
        await Task.WhenAny([.. any, Task.Delay(options.Poll, Time, cancellation)]);

    /// <summary>Holds a claimed delivery for another lease; false when the claim was lost meanwhile.</summary>
    public Task<bool> RenewAsync(Delivery delivery, CancellationToken cancellation = default) => ledger.WriteAsync("outbox", async session => await session.ExecuteAsync(
        "update delivery set claimed_until = @until where sequence = @Sequence and claimed_by = @_node and state = 0",
        new { until = Microseconds.Of(session.Now + options.Lease), delivery.Sequence, _node }, cancellation) == 1, cancellation);

    /// <summary>Gives a claimed delivery back untried; false when the claim was lost meanwhile.</summary>
    public Task<bool> ReleaseAsync(Delivery delivery, CancellationToken cancellation = default) => ledger.WriteAsync("outbox", async session => await session.ExecuteAsync(
        "update delivery set claimed_by = null, claimed_until = 0 where sequence = @Sequence and claimed_by = @_node and state = 0",
        new { delivery.Sequence, _node }, cancellation) == 1, cancellation);

    /// <summary>Stores how an attempt ended; false when the claim was lost meanwhile.</summary>
    public Task<bool> EndedAsync(Delivery delivery, DeliveryResult result, CancellationToken cancellation = default) => result switch
    {
        { Error: null } => DeliveredAsync(delivery, cancellation),
        { IsWithheld: true } => EndAsync(delivery, DeliveryState.Withheld, result.Error, cancellation),
        { IsRefused: true } => RefusedAsync(delivery, result.Error, cancellation),
        _ => FailedAsync(delivery, result.Error, result.NotBefore, cancellation),
    };

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

    /// <summary>Deliveries that ended without reaching their receiver, given up or withheld, oldest first.</summary>
    public async Task<IReadOnlyList<Delivery>> UndeliveredAsync(int count, CancellationToken cancellation = default)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<DeliveryRow>(new CommandDefinition($"select {Columns} from delivery where state in (2, 3) order by sequence limit @count", new { count }, cancellationToken: cancellation));
        return [.. rows.Select(r => r.ToDelivery())];
    }

    /// <summary>How many deliveries there are for each destination in each state, and how old the oldest is.</summary>
    public async Task<IReadOnlyList<DeliveryCount>> CountsAsync(CancellationToken cancellation = default)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(string Destination, int State, long Count, long Oldest)>(new CommandDefinition(
            "select destination, state, count(*), min(created) from delivery group by destination, state order by destination, state", cancellationToken: cancellation));
        return [.. rows.Select(r => new DeliveryCount(r.Destination, (DeliveryState)r.State, r.Count, Microseconds.ToTime(r.Oldest)))];
    }

    /// <summary>How far deliveries have come; those that are not there any more were made and forgotten.</summary>
    public async Task<IReadOnlyDictionary<string, DeliveryState>> StatesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation = default)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(string Id, int State)>(new CommandDefinition(
            $"select id, state from delivery where id {(ledger.Database.Kind == "postgres" ? "= any(@ids)" : "in @ids")}", new { ids = ids.ToArray() }, cancellationToken: cancellation));
        var states = rows.ToDictionary(r => r.Id, r => (DeliveryState)r.State, StringComparer.Ordinal);
        return ids.ToDictionary(i => i, i => states.GetValueOrDefault(i, DeliveryState.Delivered), StringComparer.Ordinal);
    }

    /// <summary>How far a delivery has come; null where none of that id is there, because none was stored or because it was forgotten.</summary>
    public async Task<DeliveryState?> StateAsync(string id, CancellationToken cancellation = default)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        return (DeliveryState?)await connection.QueryFirstOrDefaultAsync<int?>(new CommandDefinition("select state from delivery where id = @id", new { id }, cancellationToken: cancellation));
    }

    /// <summary>Forgets deliveries that were made or withheld longer ago than that; returns how many.</summary>
    public Task<int> ForgetAsync(TimeSpan age, CancellationToken cancellation = default) => ledger.WriteAsync("outbox",
        session => session.ExecuteAsync("delete from delivery where state in (1, 3) and ended < @before", new { before = Microseconds.Of(session.Now - age) }, cancellation), cancellation);

    /// <summary>Puts a delivery that was given up, withheld or made back to where it stood among the others of its destination.</summary>
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
