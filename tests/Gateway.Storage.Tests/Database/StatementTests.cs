using Dapper;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Database;

/// <summary>What PostgreSQL keeps of what is asked again and again.</summary>
[Collection(nameof(Stores))]
public sealed class StatementTests(Stores stores)
{
    [NeedsPostgresFact]
    public async Task Statements_are_kept_ready_when_a_connection_goes_back_and_comes_again() => (await KeptAsync("")).Should().BePositive();

    [NeedsPostgresFact]
    public async Task Who_pools_connections_by_transaction_can_say_that_none_are_kept() => (await KeptAsync(";Max Auto Prepare=0")).Should().Be(0);

    private async Task<int> KeptAsync(string more)
    {
        var options = await stores.NewAsync("postgres");
        await using var ledger = await GatewayLedger.OpenAsync(options with { Postgres = $"{options.Postgres};Maximum Pool Size=1{more}" }, TimeProvider.System);
        for (var i = 0; i < 10; i++)
            await ledger.FindAsync("Patient", $"{i}");
        await using var connection = await ledger.Database.OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<int>("select count(*) from pg_prepared_statements where statement like '%from resource%'");
    }
}
