using System.Data.Common;
using Dapper;
using Gateway.Storage.Database;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Database;

/// <summary>Connections to SQLite that stay open with their statements ready.</summary>
[Collection(nameof(Stores))]
public sealed class KeptConnectionTests(Stores stores)
{
    [Fact]
    public async Task A_statement_is_run_again_with_what_it_is_told_then()
    {
        await using var database = await NewAsync();
        for (var i = 1; i <= 3; i++)
        {
            await using var connection = await database.OpenAsync(default);
            await using var transaction = await database.BeginAsync(connection, default);
            await connection.ExecuteAsync("insert into t (a, b) values (@i, @text)", new { i, text = i == 2 ? null : $"row {i}" }, transaction);
            await transaction.CommitAsync();
        }

        await using var reading = await database.OpenAsync(default);
        (await reading.QueryAsync<string?>("select b from t order by a")).Should().Equal("row 1", null, "row 3");
    }

    [Fact]
    public async Task The_connection_and_its_statement_are_used_again()
    {
        await using var database = await NewAsync();
        var first = await UseAsync();
        (await UseAsync()).Should().Be(first);

        async Task<(DbConnection, object)> UseAsync()
        {
            await using var connection = (KeptConnection)await database.OpenAsync(default);
            await connection.ExecuteScalarAsync<long>("select count(*) from t");
            var ready = connection.Ready("select count(*) from t");
            connection.Keep(ready);
            return (connection, ready);
        }
    }

    [Fact]
    public async Task Rows_that_were_left_open_hold_nothing_up()
    {
        await using var database = await NewAsync();
        for (var i = 0; i < 3; i++)
        {
            await using var connection = await database.OpenAsync(default);
            await connection.ExecuteAsync("insert into t (b) values ('x')");
            var rows = await connection.ExecuteReaderAsync("select b from t");
            (await rows.ReadAsync()).Should().BeTrue();
        }
    }

    [Fact]
    public async Task What_failed_or_was_left_in_a_transaction_is_not_used_again()
    {
        await using var database = await NewAsync();
        var failed = await database.OpenAsync(default);
        await failed.Invoking(c => c.ExecuteAsync("insert into t (a) values (1), (1)")).Should().ThrowAsync<DbException>();
        await failed.DisposeAsync();
        var left = await database.OpenAsync(default);
        left.Should().NotBeSameAs(failed);
        await database.BeginAsync(left, default);
        await left.ExecuteAsync("insert into t (b) values ('lost')");
        await left.DisposeAsync();

        await using var next = await database.OpenAsync(default);
        next.Should().NotBeSameAs(left);
        (await next.ExecuteScalarAsync<long>("select count(*) from t")).Should().Be(0);
    }

    [Fact]
    public async Task One_that_is_disposed_of_twice_is_given_to_one_user_alone()
    {
        await using var database = await NewAsync();
        var twice = await database.OpenAsync(default);
        await twice.DisposeAsync();
        await twice.DisposeAsync();
        await using var one = await database.OpenAsync(default);
        await using var other = await database.OpenAsync(default);
        one.Should().NotBeSameAs(other);
    }

    private async Task<SqliteDatabase> NewAsync()
    {
        var database = new SqliteDatabase((await stores.NewAsync("sqlite")).File);
        await using var connection = await database.OpenAsync(default);
        await connection.ExecuteAsync("create table t (a integer primary key, b text)");
        return database;
    }
}
