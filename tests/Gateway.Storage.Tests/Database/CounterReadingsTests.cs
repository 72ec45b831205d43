using System.Diagnostics;
using Gateway.Storage.Database;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Database;

[Collection(nameof(Stores))]
public sealed class CounterReadingsTests(Stores stores)
{
    [NeedsPostgresFact]
    public async Task What_another_node_changed_is_seen_by_the_next_flow_of_work_at_once_and_by_this_one_soon()
    {
        var options = await stores.NewAsync("postgres");
        await using var ledger = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        await using var other = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        var isShared = false;
        for (var turn = 0; turn < 50 && !isShared; turn++)
        {
            var watch = Stopwatch.StartNew();
            var (before, after) = await FlowAsync(ledger, () => ConsentAsync(other));
            isShared = watch.Elapsed < CounterReadings.Life;
            if (isShared)
                after.Should().Be(before, "one flow has one reading while it is young");
            (await FlowAsync(ledger, () => Task.CompletedTask)).Before.Should().Be(before + 1, "the next flow has its own");
        }

        isShared.Should().BeTrue();
        var (asked, then) = await FlowAsync(ledger, async () =>
        {
            await ConsentAsync(other);
            await Task.Delay(CounterReadings.Life);
        });
        then.Should().Be(asked + 1, "who waited for others asks anew");
    }

    [NeedsPostgresFact]
    public async Task What_another_node_changed_is_seen_at_once_by_who_asks_anew()
    {
        var options = await stores.NewAsync("postgres");
        await using var ledger = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        await using var other = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        for (var turn = 0; turn < 5; turn++)
        {
            var (before, after) = await FlowAsync(ledger, async () =>
            {
                await ConsentAsync(other);
                ledger.AskCountersAnew();
            });
            after.Should().Be(before + 1);
        }
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_the_node_itself_changed_is_seen_at_once(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var (before, after) = await FlowAsync(ledger, () => ConsentAsync(ledger));
        after.Should().Be(before + 1);
    }

    private static async Task<(long Before, long After)> FlowAsync(GatewayLedger ledger, Func<Task> between)
    {
        ledger.ShareCounters();
        var before = await ledger.CounterAsync(LedgerCounter.Consents);
        await between();
        return (before, await ledger.CounterAsync(LedgerCounter.Consents));
    }

    private static Task ConsentAsync(GatewayLedger ledger) => ledger.WriteAsync("Consent/a", session => session.PutAsync("Consent", "a", "PUT", (_, _) => "x"u8.ToArray()));
}
