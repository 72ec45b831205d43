using Dapper;
using Gateway.Storage.Audit;
using Gateway.Storage.Backup;
using Gateway.Storage.Ledger;
using Gateway.Storage.Outbox;
using Gateway.Storage.Tests.Data;
using Npgsql;

namespace Gateway.Storage.Tests.Faults;

/// <summary>A full disk: the caller is told, nothing that was acknowledged is lost, and writing goes on when there is room.</summary>
[Collection(nameof(Stores))]
public sealed class DiskFullTests(Stores stores)
{
    [Fact]
    public async Task A_file_that_may_not_grow_refuses_what_does_not_fit_and_goes_on_when_it_may()
    {
        var options = await stores.NewAsync("sqlite") with { MaxFileBytes = 2 * 1024 * 1024 };
        List<string> acknowledged;
        await using (var ledger = await GatewayLedger.OpenAsync(options, TimeProvider.System))
            acknowledged = await FillAsync(ledger);
        await using var roomy = await GatewayLedger.OpenAsync(options with { MaxFileBytes = null }, TimeProvider.System);
        await CheckAsync(roomy, acknowledged);
    }

    [NeedsMountFact]
    public async Task A_disk_of_postgres_that_is_full_refuses_what_does_not_fit_and_goes_on_when_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(24);
        var name = $"small_{Guid.NewGuid():N}";
        await using (var connection = new NpgsqlConnection(stores.Server.Connection("postgres")))
        {
            await connection.OpenAsync();
            await connection.ExecuteAsync($"create tablespace {name} location '{disk.Folder}'");
            await connection.ExecuteAsync($"create database {name} tablespace {name}");
        }

        await using (var ledger = await GatewayLedger.OpenAsync(new LedgerOptions { Postgres = stores.Server.Connection(name) }, TimeProvider.System))
        {
            var acknowledged = await FillAsync(ledger);
            await disk.GrowAsync(64);
            await CheckAsync(ledger, acknowledged);
        }

        // The server would look for what was on the disk when it starts again.
        await using var last = new NpgsqlConnection(stores.Server.Connection("postgres"));
        await last.OpenAsync();
        await last.ExecuteAsync($"drop database {name} with (force)");
        await last.ExecuteAsync($"drop tablespace {name}");
    }

    // Writes until there is no room, by several writers, so that small and large meet in one transaction.
    private static async Task<List<string>> FillAsync(GatewayLedger ledger)
    {
        var (acknowledged, content) = (new List<string>(), new byte[60_000]);
        Random.Shared.NextBytes(content);
        var refused = new List<LedgerUnavailableException>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var i = 0; refused.Count == 0; i++)
            {
                var id = $"{writer}-{i}";
                var writing = WriteAsync(ledger, id, content);
                await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                lock (refused)
                    if (writing.IsCompletedSuccessfully)
                        acknowledged.Add(id);
                    else
                        refused.Add((LedgerUnavailableException)writing.Exception!.InnerException!);
            }
        }));
        refused.Should().OnlyContain(e => e.Message == "The disk of the database is full; nothing of the change is stored." && !e.IsUndecided);
        return acknowledged;
    }

    private static async Task CheckAsync(GatewayLedger ledger, List<string> acknowledged)
    {
        acknowledged.Should().NotBeEmpty();
        await WriteAsync(ledger, "after", new byte[60_000]);
        await using (var connection = await ledger.Database.OpenAsync(default))
        {
            (await connection.QueryAsync<string>("select id from resource")).Should().BeEquivalentTo([.. acknowledged, "after"]);
            (await connection.QueryAsync<string>("select id from delivery")).Should().BeEquivalentTo([.. acknowledged, "after"]);
        }

        (await new AuditLog(ledger).ReadAsync(0, 10_000)).Should().HaveCount(acknowledged.Count + 1);
        (await LedgerCheck.RunAsync(ledger)).Should().BeEmpty();
    }

    private static Task<bool> WriteAsync(GatewayLedger ledger, string id, byte[] content) => ledger.WriteAsync(id, async session =>
    {
        await session.PutAsync("Flag", id, "PUT", (_, _) => content);
        await OutboxQueue.PutAsync(session, new Delivery { Id = id, Destination = "case", ContentType = "text/plain", Body = content });
        session.Audit(content.AsMemory(0, 1_000));
        return true;
    });
}
