using System.Collections.Concurrent;
using System.Text;
using Gateway.Storage.Outbox;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Outbox;

[Collection(nameof(Stores))]
public sealed class OutboxPumpTests(Stores stores) : IDisposable
{
    private static readonly OutboxOptions s_options = new() { Jitter = 0, Poll = TimeSpan.FromMilliseconds(20) };
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private readonly SetTime _time = new();
    private readonly CancellationTokenSource _stop = new();

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Destinations_are_served_side_by_side_and_each_in_order(string kind)
    {
        await using var ledger = await OpenAsync(kind);
        var (made, both) = (new ConcurrentQueue<string>(), new Meeting(2));
        await PutAsync(ledger, [.. Enumerable.Range(0, 40).Select(i => ($"{i}", i % 2 == 0 ? "case" : "police"))]);
        var queue = new OutboxQueue(ledger, s_options);
        var pump = new OutboxPump(queue).RunAsync(async (delivery, cancellation) =>
        {
            // Neither destination waits for the other: the first of each is on its way at the same moment.
            if (delivery.Id is "0" or "1")
                await both.ArriveAsync().WaitAsync(s_patience, cancellation);
            made.Enqueue(delivery.Id);
            return DeliveryResult.Delivered;
        }, 4, _stop.Token);
        await Until(() => made.Count == 40);
        await _stop.CancelAsync();
        await pump;
        made.Where(id => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture) % 2 == 0).Should().Equal(Enumerable.Range(0, 20).Select(i => $"{2 * i}"));
        made.Should().OnlyHaveUniqueItems();
        (await queue.CountsAsync()).Should().Equal(new DeliveryCount("case", DeliveryState.Delivered, 20, _time.Now), new DeliveryCount("police", DeliveryState.Delivered, 20, _time.Now));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_fails_is_tried_again_what_is_refused_is_given_up_and_what_throws_says_no_more_than_its_type(string kind)
    {
        await using var ledger = await OpenAsync(kind);
        var (tries, again) = (new ConcurrentQueue<string>(), _time.Now.AddMinutes(3));
        await PutAsync(ledger, ("late", "a"), ("bad", "b"), ("broken", "c"));
        var queue = new OutboxQueue(ledger, s_options);
        var pump = new OutboxPump(queue).RunAsync((delivery, _) =>
        {
            tries.Enqueue(delivery.Id);
            return Task.FromResult(delivery.Id switch
            {
                "late" when delivery.Attempts == 0 => DeliveryResult.Failed("503", again),
                "bad" => DeliveryResult.Refused("400"),
                "broken" when delivery.Attempts == 0 => throw new InvalidOperationException("Mrs Example's body"),
                _ => DeliveryResult.Delivered,
            });
        }, 4, _stop.Token);
        await Until(async () => (await RowsAsync(ledger)).All(r => r.Attempts == 1));
        (await RowsAsync(ledger)).Select(r => (r.Id, r.State, r.Error)).Should().BeEquivalentTo([("late", 0, "503"), ("bad", 2, "400"), ("broken", 0, "The attempt broke off: InvalidOperationException.")]);
        _time.Now = again;
        await Until(async () => (await queue.CountsAsync()).Sum(c => c.State == DeliveryState.Delivered ? c.Count : 0) == 2);
        tries.Should().BeEquivalentTo("late", "late", "bad", "broken", "broken");
        await _stop.CancelAsync();
        await pump;
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_delivery_that_another_node_stores_is_made_without_waiting_for_the_next_look(string kind)
    {
        await using var ledger = await OpenAsync(kind);
        await using var other = kind == "postgres" ? await GatewayLedger.OpenAsync(ledger.Options, _time) : ledger;
        await ledger.Database.ListenAsync();
        var made = new TaskCompletionSource<string>();
        var pump = new OutboxPump(new OutboxQueue(ledger, s_options with { Poll = TimeSpan.FromHours(1) })).RunAsync((delivery, _) =>
        {
            made.TrySetResult(delivery.Id);
            return Task.FromResult(DeliveryResult.Delivered);
        }, 1, _stop.Token);
        await PutAsync(other, ("1", "case"));
        (await made.Task.WaitAsync(s_patience)).Should().Be("1");
        await _stop.CancelAsync();
        await pump;
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_long_attempt_keeps_its_claim_and_ends_when_the_claim_is_lost(string kind)
    {
        await using var ledger = await OpenAsync(kind);
        var (queue, renewed, ended) = (new OutboxQueue(ledger, s_options with { Lease = TimeSpan.FromMilliseconds(300) }), new TaskCompletionSource(), new TaskCompletionSource());
        await PutAsync(ledger, ("1", "case"));
        var pump = new OutboxPump(queue).RunAsync(async (_, cancellation) =>
        {
            await renewed.Task;
            await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => ended.TrySetResult(), TaskScheduler.Default);
            return cancellation.IsCancellationRequested ? throw new OperationCanceledException(cancellation) : DeliveryResult.Delivered;
        }, 1, _stop.Token);
        await Until(async () => (await RowsAsync(ledger)).Single().ClaimedUntil > 0);
        _time.Now += TimeSpan.FromMinutes(1);
        await Until(async () => (await RowsAsync(ledger)).Single().ClaimedUntil > Microseconds.Of(_time.Now));
        (await new OutboxQueue(ledger, s_options).ClaimAsync(1)).Should().BeEmpty("the claim is renewed");
        renewed.SetResult();
        await ledger.WriteAsync("x", s => s.ExecuteAsync("update delivery set claimed_by = 'another'", null, default));
        await ended.Task.WaitAsync(s_patience);
        await _stop.CancelAsync();
        await pump;
        (await RowsAsync(ledger)).Single().Should().Match<Row>(r => r.State == 0 && r.Attempts == 0, "it is the other's now");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_pump_that_ends_gives_back_what_it_holds(string kind)
    {
        await using var ledger = await OpenAsync(kind);
        var (queue, begun) = (new OutboxQueue(ledger, s_options), new TaskCompletionSource());
        await PutAsync(ledger, ("1", "case"));
        var pump = new OutboxPump(queue).RunAsync(async (_, cancellation) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return DeliveryResult.Delivered;
        }, 1, _stop.Token);
        await begun.Task.WaitAsync(s_patience);
        await _stop.CancelAsync();
        await pump;
        (await new OutboxQueue(ledger, s_options).ClaimAsync(1)).Should().ContainSingle().Which.Attempts.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_was_made_long_ago_is_forgotten_and_what_waits_is_not(string kind)
    {
        await using var ledger = await OpenAsync(kind);
        var queue = new OutboxQueue(ledger, s_options);
        await PutAsync(ledger, ("1", "case"), ("2", "case"), ("3", "police"));
        foreach (var delivery in await queue.ClaimAsync(2))
            await (delivery.Id == "1" ? queue.DeliveredAsync(delivery) : queue.RefusedAsync(delivery, "400"));
        var stored = _time.Now;
        _time.Now += TimeSpan.FromDays(90);
        (await queue.ForgetAsync(TimeSpan.FromDays(90))).Should().Be(0);
        _time.Now += TimeSpan.FromSeconds(1);
        (await queue.ForgetAsync(TimeSpan.FromDays(90))).Should().Be(1);
        (await queue.CountsAsync()).Should().Equal(new DeliveryCount("case", DeliveryState.Waiting, 1, stored), new DeliveryCount("police", DeliveryState.Dead, 1, stored));
    }

    public void Dispose() => _stop.Dispose();

    private async Task<GatewayLedger> OpenAsync(string kind) => await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);

    private static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!await holds())
            await Task.Delay(5, patience.Token);
    }

    private static async Task<IReadOnlyList<Row>> RowsAsync(GatewayLedger ledger)
    {
        await using var connection = await ledger.Database.OpenAsync(default);
        return [.. await Dapper.SqlMapper.QueryAsync<Row>(connection, "select id, state, attempts, error, claimed_until as claimeduntil from delivery")];
    }

    private static Task PutAsync(GatewayLedger ledger, params (string Id, string Destination)[] deliveries) => ledger.WriteAsync("x", async session =>
    {
        foreach (var (id, destination) in deliveries)
            await OutboxQueue.PutAsync(session, new Delivery { Id = id, Destination = destination, ContentType = "text/plain", Body = Encoding.UTF8.GetBytes(id) });
        return true;
    });

    private sealed record Row
    {
        public string Id { get; init; } = "";

        public int State { get; init; }

        public int Attempts { get; init; }

        public string? Error { get; init; }

        public long ClaimedUntil { get; init; }
    }

    /// <summary>Lets those who arrive go on when all are there.</summary>
    private sealed class Meeting(int all)
    {
        private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _there;

        public Task ArriveAsync()
        {
            if (Interlocked.Increment(ref _there) == all)
                _met.SetResult();
            return _met.Task;
        }
    }
}
