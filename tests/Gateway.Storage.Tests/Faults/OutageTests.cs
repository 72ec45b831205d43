using System.Collections.Concurrent;
using Gateway.Storage.Backup;
using Gateway.Storage.Ledger;
using Gateway.Storage.Outbox;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Faults;

/// <summary>The database is gone for a while: who writes is told at once, and writers and the pump go on by themselves when it is back.</summary>
public sealed class OutageTests
{
    [NeedsPostgresFact]
    public async Task Writers_and_the_pump_go_on_when_the_database_is_back()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var ledger = await GatewayLedger.OpenAsync(new LedgerOptions { Postgres = await server.CreateDatabaseAsync() }, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var (made, holds, begun) = (new ConcurrentQueue<string>(), new TaskCompletionSource(), new TaskCompletionSource());
        var queue = new OutboxQueue(ledger, new OutboxOptions { Poll = TimeSpan.FromMilliseconds(50) });
        var pump = new OutboxPump(queue).RunAsync(async (delivery, _) =>
        {
            made.Enqueue(delivery.Id);
            begun.TrySetResult();
            await holds.Task;
            return DeliveryResult.Delivered;
        }, 4, stop.Token);
        await PutAsync(ledger, "1");
        await begun.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await server.StopServerAsync();
        (await ledger.Invoking(l => PutAsync(l, "lost")).Should().ThrowAsync<LedgerUnavailableException>()).Which.IsUndecided.Should().BeFalse();
        (await Task.WhenAll(Enumerable.Range(0, 300).Select(async i => await PutAsync(ledger, $"lost{i}").ContinueWith(t => t.Exception?.InnerException, TaskScheduler.Default))))
            .Should().AllBeOfType<LedgerUnavailableException>();

        // The receiver acknowledges while the database is away: that is marked later, and the delivery is not made again.
        holds.SetResult();
        await server.StartServerAsync();
        await PutAsync(ledger, "2");
        await Until(async () => (await queue.CountsAsync()).Sum(c => c.State == DeliveryState.Delivered ? c.Count : 0) == 2);
        await stop.CancelAsync();
        await pump;
        made.Should().Equal("1", "2");
        (await LedgerCheck.RunAsync(ledger)).Should().BeEmpty();
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await holds())
            await Task.Delay(20, patience.Token);
    }

    private static Task<bool> PutAsync(GatewayLedger ledger, string id) => ledger.WriteAsync(id, async session =>
    {
        await session.PutAsync("Flag", id, "PUT", (_, _) => "x"u8.ToArray());
        await OutboxQueue.PutAsync(session, new Delivery { Id = id, Destination = "case", ContentType = "text/plain", Body = "x"u8.ToArray() });
        return true;
    });
}
