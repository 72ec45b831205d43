using Dapper;
using Gateway.Storage.Database;

namespace Gateway.Storage.Migrations;

/// <summary>Brings the schema up to this version of the program, under a lock: of nodes that start together one does it.</summary>
internal static class Schema
{
    /// <exception cref="LedgerSchemaException">The database has a newer schema than this program knows.</exception>
    public static Task UpdateAsync(LedgerDatabase database, TimeProvider time, CancellationToken cancellation) => database.ExclusivelyAsync(async (connection, transaction) =>
    {
        await connection.ExecuteAsync("create table if not exists migration (number integer primary key, name text not null, applied bigint not null)", transaction: transaction);
        var applied = await connection.ExecuteScalarAsync<long?>("select max(number) from migration", transaction: transaction) ?? 0;
        var migrations = Migration.Of(database.Kind);
        if (applied > migrations[^1].Number)
            throw new LedgerSchemaException(applied, migrations[^1].Number);
        foreach (var migration in migrations.Where(m => m.Number > applied))
        {
            await connection.ExecuteAsync(migration.Sql, transaction: transaction);
            await connection.ExecuteAsync("insert into migration (number, name, applied) values (@Number, @Name, @applied)",
                new { migration.Number, migration.Name, applied = Microseconds.Of(time.GetUtcNow()) }, transaction);
        }
    }, cancellation);
}
