using System.Data;
using System.Data.Common;
using Gateway.Storage.Ledger;
using Npgsql;

namespace Gateway.Storage.Database;

/// <summary>PostgreSQL 15 or later, shared by any number of nodes.</summary>
internal sealed class PostgresDatabase(string connectionString) : LedgerDatabase
{
    // Any number that no other program is likely to take.
    private const long MigrationLock = 0x67_61_74_65_77_61_79;
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public override string Kind => "postgres";

    public override int Writers => 6;

    public override string ForUpdate => " for update";

    public override string SkipLocked => " for update skip locked";

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellation) => await _source.OpenConnectionAsync(cancellation);

    public override async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation) =>
        await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);

    // One way to the server and back.
    public override Task<long> PutAsync(LedgerSession session, ResourceRow row, CancellationToken cancellation) => session.InsertAsync($"""
        with r as ({(row.Rid == 0
            ? "insert into resource (type, id, version, updated, deleted, content) values (@Type, @Id, @Version, @Updated, @Deleted, @Content) returning rid"
            : "update resource set version = @Version, updated = @Updated, deleted = @Deleted, content = @Content where rid = @Rid returning rid")})
        insert into resource_version (rid, version, type, id, updated, method, content) select rid, @Version, @Type, @Id, @Updated, @Method, @Content from r returning rid
        """, row, cancellation);

    public override async Task LockAsync(DbConnection connection, DbTransaction transaction, string name, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select pg_advisory_xact_lock(hashtextextended(@name, 0))";
        command.Transaction = transaction;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("name", $"gateway {name}");
        command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public override async Task ExclusivelyAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var transaction = await BeginAsync(connection, cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select pg_advisory_xact_lock({MigrationLock})";
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(cancellation);
        await work(connection, transaction);
        await transaction.CommitAsync(cancellation);
    }

    public override bool IsTransient(DbException e) => e is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    public override bool IsDuplicate(DbException e) => e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>A connection that listens for notifications, which holds no place in the pool's usual work.</summary>
    public Task<NpgsqlConnection> ListenAsync(CancellationToken cancellation) => _source.OpenConnectionAsync(cancellation).AsTask();
}
