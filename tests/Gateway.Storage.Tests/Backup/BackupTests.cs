using System.Text;
using Dapper;
using Gateway.Fhir.Search.Values;
using Gateway.Storage.Audit;
using Gateway.Storage.Backup;
using Gateway.Storage.Ledger;
using Gateway.Storage.Outbox;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Backup;

[Collection(nameof(Stores))]
public sealed class BackupTests(Stores stores)
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_backup_taken_while_others_write_is_whole_and_can_be_restored_into_either_kind(string kind)
    {
        await using var ledger = await FilledAsync(kind);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                await PutAsync(ledger, $"w{i}");
        });
        using var backup = new MemoryStream();
        await LedgerBackup.WriteAsync(ledger, backup);
        await stop.CancelAsync();
        await writing;
        foreach (var other in Stores.Names)
        {
            await using var restored = await GatewayLedger.OpenAsync(await stores.NewAsync(other), TimeProvider.System);
            backup.Position = 0;
            await LedgerBackup.RestoreAsync(restored, backup);
            (await LedgerCheck.RunAsync(restored)).Should().BeEmpty();
            Encoding.UTF8.GetString((await restored.FindAsync("Flag", "r7"))!.Content.Span).Should().Be("r7");
            await using (var connection = await restored.Database.OpenAsync(default))
                (await connection.QueryAsync<double>("select distinct canonical_high from search_quantity")).Should().Equal(double.PositiveInfinity);
            (await new AuditLog(restored).FindAsync(["anna"], DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddYears(-1), 100)).Select(r => r.Number).Should().Equal(4, 3, 2, 1);
            (await PutAsync(restored, "new")).Version.Should().Be(1);
            (await new OutboxQueue(restored, new OutboxOptions()).ClaimAsync(5)).Select(d => d.Id).Should().Equal("d1");
            (await LedgerCheck.RunAsync(restored)).Should().BeEmpty();
            backup.Position = 0;
            (await restored.Invoking(r => LedgerBackup.RestoreAsync(r, backup)).Should().ThrowAsync<InvalidDataException>()).WithMessage("The ledger is not empty.");
        }
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_backup_that_is_none_or_cut_short_stores_nothing(string kind)
    {
        await using var source = await FilledAsync(kind);
        using var backup = new MemoryStream();
        await LedgerBackup.WriteAsync(source, backup);
        await using var target = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        await target.Invoking(t => LedgerBackup.RestoreAsync(t, new MemoryStream("not a backup"u8.ToArray()))).Should().ThrowAsync<InvalidDataException>();
        await target.Invoking(t => LedgerBackup.RestoreAsync(t, new MemoryStream(backup.ToArray()[..^200]))).Should().ThrowAsync<InvalidDataException>();
        (await target.FindAsync("Flag", "r7")).Should().BeNull();
        (await LedgerCheck.RunAsync(target)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_ledger_that_does_not_hold_together_is_named(string kind)
    {
        await using var ledger = await FilledAsync(kind);
        await using (var connection = await ledger.Database.OpenAsync(default))
            await connection.ExecuteAsync("delete from resource_version where id = 'r3'; delete from event where number = 5; update audit_record set content = hash where number = 2");
        (await LedgerCheck.RunAsync(ledger)).Should().Contain(["There are resources without any version: 1.", "There are gaps in the numbers of events: 1.", "Audit: Record 2 is not what was recorded, or not where."]);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Every_table_and_column_is_backed_up(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        await using var connection = await ledger.Database.OpenAsync(default);
        var columns = await connection.QueryAsync<string>(kind == "postgres"
            ? "select c.table_name || '.' || c.column_name from information_schema.columns c join pg_class p on p.oid = c.table_name::regclass where c.table_schema = 'public' and not p.relispartition"
            : "select m.name || '.' || c.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%'");
        columns.Where(c => !c.StartsWith("migration.", StringComparison.Ordinal)).Should().BeEquivalentTo(LedgerTables.All.SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c}")));
    }

    private async Task<GatewayLedger> FilledAsync(string kind)
    {
        var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        for (var i = 0; i < 10; i++)
            await PutAsync(ledger, $"r{i}");
        await ledger.WriteAsync("x", async session =>
        {
            await OutboxQueue.PutAsync(session, new Delivery { Id = "d1", Destination = "case", ContentType = "text/plain", Body = "b"u8.ToArray() });
            return true;
        });
        var log = new AuditLog(ledger);
        for (var i = 0; i < 3; i++, await log.IndexAsync())
            await log.AppendAsync([new AuditEntry(Encoding.UTF8.GetBytes($"{i}"), ["anna"])]);
        await log.AppendAsync([new AuditEntry("waits for the index"u8.ToArray(), ["anna"])]);
        return ledger;
    }

    private static Task<StoredResource> PutAsync(GatewayLedger ledger, string id) =>
        ledger.WriteAsync(id, session => session.PutAsync("Flag", id, "PUT", (_, _) => Encoding.UTF8.GetBytes(id), () => Index(id)));

    private static ResourceIndex Index(string id) => new()
    {
        Type = "Flag",
        Id = id,
        Values = new Dictionary<string, IReadOnlyList<IndexValue>>
        {
            ["_id"] = [new TokenValue(null, id)],
            ["weight"] = [new QuantityValue(1, decimal.MaxValue) { Canonical = new CanonicalRange(1, double.PositiveInfinity, "g") }],
            ["date"] = [new DateValue(long.MinValue, 5)],
        },
    };
}
