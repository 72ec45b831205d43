using Dapper;
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

    [Fact]
    public void Both_kinds_have_the_same_steps() => Migration.Of("sqlite").Select(m => m.Name).Should().Equal(Migration.Of("postgres").Select(m => m.Name)).And.HaveCountGreaterThan(1);
}
