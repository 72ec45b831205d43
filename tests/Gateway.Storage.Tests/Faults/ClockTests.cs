using Gateway.Storage.Audit;
using Gateway.Storage.Backup;
using Gateway.Storage.Ledger;
using Gateway.Storage.Outbox;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Faults;

/// <summary>A clock that is stepped an hour: numbers, chains and order do not depend on it, and nothing waits for longer than the step.</summary>
[Collection(nameof(Stores))]
public sealed class ClockTests(Stores stores)
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly OutboxOptions s_options = new() { Jitter = 0 };
    private readonly SetTime _time = new();

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Versions_events_and_audit_keep_their_order(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        foreach (var step in new[] { TimeSpan.Zero, -s_hour, s_hour * 2, -s_hour })
        {
            _time.Now += step;
            await ledger.WriteAsync("a", async session =>
            {
                session.Audit("x"u8.ToArray());
                return await session.PutAsync("Flag", "a", "PUT", (_, _) => "x"u8.ToArray());
            });
        }

        (await ledger.EventsAsync(0, 10)).Select(e => (e.Number, e.Version)).Should().Equal((1, 1), (2, 2), (3, 3), (4, 4));
        (await ledger.HistoryAsync("Flag", "a", null, null, 10)).Should().BeInDescendingOrder(v => v.Updated).And.HaveCount(4);
        (await LedgerCheck.RunAsync(ledger)).Should().BeEmpty();
        (await new AuditLog(ledger).VerifyAsync([], null)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_clock_set_back_delays_neither_new_deliveries_nor_those_of_a_node_that_died(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        await PutAsync(ledger, "held", "new");
        (await new OutboxQueue(ledger, s_options).ClaimAsync(1)).Should().ContainSingle("of a node that dies now");
        _time.Now -= s_hour;
        var claimed = await new OutboxQueue(ledger, s_options).ClaimAsync(10);
        claimed.Select(d => d.Id).Should().BeEquivalentTo("held", "new");
        (await new OutboxQueue(ledger, s_options).ClaimAsync(10)).Should().BeEmpty("a lease of now holds");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_clock_set_back_delays_a_retry_by_no_more_than_the_step(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        var queue = new OutboxQueue(ledger, s_options);
        await PutAsync(ledger, "1");
        await queue.FailedAsync((await queue.ClaimAsync(1)).Single(), "503");
        _time.Now -= s_hour;
        (await queue.ClaimAsync(1)).Should().BeEmpty();
        _time.Now += s_hour + s_options.FirstWait;
        (await queue.ClaimAsync(1)).Should().ContainSingle();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_clock_set_forward_ends_leases_and_the_one_who_lost_his_cannot_mark_the_delivery(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        var (one, other) = (new OutboxQueue(ledger, s_options), new OutboxQueue(ledger, s_options));
        await PutAsync(ledger, "1");
        var held = (await one.ClaimAsync(1)).Single();
        _time.Now += s_hour;
        var taken = (await other.ClaimAsync(1)).Single();
        (await one.RenewAsync(held)).Should().BeFalse();
        (await one.FailedAsync(held, "late")).Should().BeFalse();
        (await other.DeliveredAsync(taken)).Should().BeTrue();
    }

    // Each to a destination of its own.
    private static Task PutAsync(GatewayLedger ledger, params string[] ids) => ledger.WriteAsync("x", async session =>
    {
        foreach (var id in ids)
            await OutboxQueue.PutAsync(session, new Delivery { Id = id, Destination = id, ContentType = "text/plain", Body = "x"u8.ToArray() });
        return true;
    });
}
