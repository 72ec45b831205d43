using System.Text;
using Gateway.Storage.Outbox;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Outbox;

[Collection(nameof(Stores))]
public sealed class OutboxTests(Stores stores)
{
    private static readonly OutboxOptions s_options = new() { Jitter = 0 };
    private readonly SetTime _time = new();

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Deliveries_to_one_destination_are_made_one_after_another_in_their_order(string kind)
    {
        await using var ledger = await OpenAsync(kind);
        var (one, other) = (new OutboxQueue(ledger, s_options), new OutboxQueue(ledger, s_options));
        await PutAsync(ledger, ("1", "case"), ("2", "case"), ("3", "police"), ("1", "case"));
        var first = await one.ClaimAsync(10);
        first.Select(d => d.Id).Should().Equal("1", "3");
        Encoding.UTF8.GetString(first[0].Body.Span).Should().Be("body 1");
        (await other.ClaimAsync(10)).Should().BeEmpty("the one is claimed and the next waits behind it");
        (await other.DeliveredAsync(first[0])).Should().BeFalse("it is not the other's");
        (await one.DeliveredAsync(first[0])).Should().BeTrue();
        (await other.ClaimAsync(10)).Select(d => d.Id).Should().Equal("2");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_delivery_that_fails_is_tried_later_and_later_and_given_up_at_last(string kind)
    {
        await using var ledger = await OpenAsync(kind);
        var queue = new OutboxQueue(ledger, s_options with { GiveUpAfter = TimeSpan.FromHours(1) });
        await PutAsync(ledger, ("1", "case"), ("2", "case"));
        var waits = new List<double>();
        while ((await queue.ClaimAsync(1)) is [var delivery] && delivery.Id == "1")
        {
            await queue.FailedAsync(delivery, "503");
            var begun = _time.Now;
            while ((await queue.ClaimAsync(1)) is [] && _time.Now - begun < TimeSpan.FromDays(1))
                _time.Now += TimeSpan.FromSeconds(1);
            waits.Add((_time.Now - begun).TotalSeconds);
            _time.Now += s_options.Lease;
        }

        waits.Take(5).Should().Equal(2, 4, 8, 16, 32);
        var dead = (await queue.UndeliveredAsync(10)).Should().ContainSingle().Which;
        (dead.Id, dead.Error, dead.State).Should().Be(("1", "503", DeliveryState.Dead));
        (await queue.ReplayAsync("1")).Should().BeTrue();
        _time.Now += s_options.Lease;
        (await queue.ClaimAsync(1)).Select(d => (d.Id, d.Attempts)).Should().Equal(("1", 0));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_delivery_of_a_node_that_died_is_taken_over_when_its_lease_ends(string kind)
    {
        await using var ledger = await OpenAsync(kind);
        var (dead, alive) = (new OutboxQueue(ledger, s_options), new OutboxQueue(ledger, s_options));
        await PutAsync(ledger, ("1", "case"));
        var held = (await dead.ClaimAsync(1)).Single();
        _time.Now += s_options.Lease - TimeSpan.FromSeconds(1);
        (await alive.ClaimAsync(1)).Should().BeEmpty();
        _time.Now += TimeSpan.FromSeconds(1);
        var taken = (await alive.ClaimAsync(1)).Single();
        (await dead.DeliveredAsync(held)).Should().BeFalse("the claim was lost");
        (await alive.DeliveredAsync(taken)).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_receiver_may_say_when_to_come_back_and_may_refuse_for_good(string kind)
    {
        await using var ledger = await OpenAsync(kind);
        var queue = new OutboxQueue(ledger, s_options);
        await PutAsync(ledger, ("1", "case"), ("2", "police"));
        var claimed = await queue.ClaimAsync(2);
        await queue.FailedAsync(claimed[0], "429", _time.Now + TimeSpan.FromMinutes(10));
        await queue.RefusedAsync(claimed[1], "400");
        _time.Now += TimeSpan.FromMinutes(9);
        (await queue.ClaimAsync(2)).Should().BeEmpty();
        _time.Now += TimeSpan.FromMinutes(1);
        (await queue.ClaimAsync(2)).Select(d => d.Id).Should().Equal("1");
        (await queue.UndeliveredAsync(10)).Select(d => d.Id).Should().Equal("2");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_is_withheld_is_told_keeps_none_waiting_and_is_forgotten_like_what_was_made(string kind)
    {
        await using var ledger = await OpenAsync(kind);
        var queue = new OutboxQueue(ledger, s_options);
        await PutAsync(ledger, ("1", "case"), ("2", "case"));
        await queue.EndedAsync((await queue.ClaimAsync(1)).Single(), DeliveryResult.Withheld("not for it"));
        (await queue.ClaimAsync(1)).Select(d => d.Id).Should().Equal("2");
        (await queue.UndeliveredAsync(10)).Select(d => (d.Id, d.State, d.Error)).Should().Equal(("1", DeliveryState.Withheld, "not for it"));
        (await queue.StatesAsync(["1"]))["1"].Should().Be(DeliveryState.Withheld);
        (await queue.StateAsync("1"), await queue.StateAsync("of no delivery")).Should().Be((DeliveryState.Withheld, null));
        _time.Now += TimeSpan.FromDays(2);
        (await queue.ForgetAsync(TimeSpan.FromDays(1))).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Who_waits_is_woken_by_a_delivery_that_another_node_stores(string kind)
    {
        await using var ledger = await OpenAsync(kind);
        await using var other = kind == "postgres" ? await GatewayLedger.OpenAsync(ledger.Options, _time) : ledger;
        var queue = new OutboxQueue(ledger, s_options);
        await queue.WaitAsync(TimeSpan.FromMilliseconds(1));
        var waiting = queue.WaitAsync(TimeSpan.FromMinutes(10));
        waiting.IsCompleted.Should().BeFalse();
        await PutAsync(other, ("1", "case"));
        await waiting.WaitAsync(TimeSpan.FromMinutes(1));
        (await queue.ClaimAsync(1)).Should().ContainSingle();
    }

    [NeedsPostgresFact]
    public async Task Nodes_that_claim_at_once_share_the_work_and_never_a_delivery()
    {
        await using var ledger = await OpenAsync("postgres");
        await using var second = await GatewayLedger.OpenAsync(ledger.Options, _time);
        await PutAsync(ledger, [.. Enumerable.Range(0, 200).Select(i => ($"{i}", $"d{i}"))]);
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            var queue = new OutboxQueue(i % 2 == 0 ? ledger : second, s_options);
            var mine = new List<string>();
            while (await queue.ClaimAsync(7) is { Count: > 0 } some)
                mine.AddRange(some.Select(d => d.Id));
            return mine;
        }));
        claims.SelectMany(c => c).Should().OnlyHaveUniqueItems().And.HaveCount(200);
    }

    private async Task<GatewayLedger> OpenAsync(string kind) => await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);

    private static Task PutAsync(GatewayLedger ledger, params (string Id, string Destination)[] deliveries) => ledger.WriteAsync("x", async session =>
    {
        foreach (var (id, destination) in deliveries)
            await OutboxQueue.PutAsync(session, new Delivery { Id = id, Destination = destination, ContentType = "application/fhir+json", Body = Encoding.UTF8.GetBytes($"body {id}") });
        return true;
    });
}
