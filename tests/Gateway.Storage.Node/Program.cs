using System.Text;
using Gateway.Storage;
using Gateway.Storage.Ledger;
using Gateway.Storage.Outbox;

// A node for the kill test: writes without end, says what was acknowledged, makes deliveries and says which. It is meant to be killed.
// Arguments: sqlite or postgres, the file or connection string, the node's name.
var options = args[0] == "postgres" ? new LedgerOptions { Postgres = args[1] } : new LedgerOptions { File = args[1] };
var name = args[2];
await using var ledger = await GatewayLedger.OpenAsync(options, TimeProvider.System);
var outbox = new OutboxQueue(ledger, new OutboxOptions { Lease = TimeSpan.FromSeconds(1) });
await Task.WhenAll([.. Enumerable.Range(0, 8).Select(WriteAsync), DeliverAsync()]);

async Task WriteAsync(int writer)
{
    for (var i = 0; ; i++)
    {
        var id = $"{name}-{writer}-{i}";
        try
        {
            await ledger.WriteAsync(id, async session =>
            {
                await session.PutAsync("Flag", id, "PUT", (_, _) => Encoding.UTF8.GetBytes(id));
                await OutboxQueue.PutAsync(session, new Delivery { Id = id, Destination = $"d{writer}", ContentType = "text/plain", Body = Encoding.UTF8.GetBytes(id) });
                session.Audit(Encoding.UTF8.GetBytes(id));
                return true;
            });
            Console.WriteLine($"ack {id}");
        }
        catch (LedgerUnavailableException)
        {
            // The database is away: what was not acknowledged need not be there, and the next is tried.
            await Task.Delay(100);
        }
    }
}

async Task DeliverAsync()
{
    while (true)
    {
        try
        {
            var claimed = await outbox.ClaimAsync(8);
            foreach (var delivery in claimed)
            {
                Console.WriteLine($"deliver {delivery.Id}");
                await outbox.DeliveredAsync(delivery);
            }

            if (claimed.Count == 0)
                await outbox.WaitAsync(TimeSpan.FromSeconds(1));
        }
        catch (LedgerUnavailableException)
        {
            await Task.Delay(100);
        }
    }
}
