using Dapper;
using Gateway.Storage.Audit;
using Gateway.Storage.Backup;
using Gateway.Storage.Database;
using Gateway.Storage.Migrations;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Migrations;

[Collection(nameof(Stores))]
public sealed class SchemaTests(Stores stores)
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Nodes_that_start_at_once_bring_the_schema_up_once(string kind)
    {
        var options = await stores.NewAsync(kind);
        var ledgers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => GatewayLedger.OpenAsync(options, TimeProvider.System)));
        await using (var connection = await ledgers[0].Database.OpenAsync(default))
            (await connection.QueryAsync<long>("select number from migration order by number")).Should().Equal(Migration.Of(kind).Select(m => (long)m.Number));
        foreach (var ledger in ledgers)
            await ledger.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_ledger_of_a_newer_program_is_refused(string kind)
    {
        var options = await stores.NewAsync(kind);
        await using (var ledger = await GatewayLedger.OpenAsync(options, TimeProvider.System))
        await using (var connection = await ledger.Database.OpenAsync(default))
            await connection.ExecuteAsync("insert into migration (number, name, applied) values (999, 'later', 0)");
        (await options.Invoking(o => GatewayLedger.OpenAsync(o, TimeProvider.System)).Should().ThrowAsync<LedgerSchemaException>()).WithMessage("*schema 999*");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Nodes_that_update_an_older_ledger_at_once_move_its_audit_trail_once(string kind)
    {
        var options = await stores.NewAsync(kind);
        await FillAsync(options, kind);
        var ledgers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => GatewayLedger.OpenAsync(options, TimeProvider.System)));
        var log = new AuditLog(ledgers[0]);
        (await log.VerifyAsync([], null)).Should().BeEmpty();
        (await log.ReadAsync(0, 10)).Select(r => r.Number).Should().Equal(1, 2, 3, 4);
        (await log.RemoveBeforeAsync(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero))).Should().Be(1, "the third came when the clock had been set back, and belongs to what has begun");
        await new AuditLog(ledgers[1]).AppendAsync("x"u8.ToArray());
        (await LedgerCheck.RunAsync(ledgers[2])).Should().BeEmpty();
        foreach (var ledger in ledgers)
            await ledger.DisposeAsync();
    }

    // The schema before partitions, with records whose months go to and fro.
    private static async Task FillAsync(LedgerOptions options, string kind)
    {
        await using LedgerDatabase database = kind == "postgres" ? new PostgresDatabase(options.Postgres!) : new SqliteDatabase(options.File);
        await database.ExclusivelyAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("create table migration (number integer primary key, name text not null, applied bigint not null)", transaction: transaction);
            foreach (var migration in Migration.Of(kind).Where(m => m.Number <= 3))
            {
                await connection.ExecuteAsync(migration.Sql, transaction: transaction);
                await connection.ExecuteAsync("insert into migration (number, name, applied) values (@Number, @Name, 0)", new { migration.Number, migration.Name }, transaction);
            }

            var (hash, number) = (AuditHash.Start, 0L);
            foreach (var period in new[] { 202601, 202602, 202601, 202603 })
            {
                hash = AuditHash.Of(hash, ++number, 7, "x"u8);
                await connection.ExecuteAsync("insert into audit_record (number, recorded, period, content, hash) values (@number, 7, @period, @content, @hash)", new { number, period, content = "x"u8.ToArray(), hash }, transaction);
            }

            await connection.ExecuteAsync("update audit_tail set number = @number, hash = @hash", new { number, hash }, transaction);
        }, default);
    }

    [Fact]
    public void Both_kinds_have_the_same_steps() => Migration.Of("sqlite").Select(m => m.Name).Should().Equal(Migration.Of("postgres").Select(m => m.Name)).And.HaveCountGreaterThan(1);
}
