using System.Data.Common;
using Gateway.Storage.Ledger;
using Microsoft.Data.Sqlite;

namespace Gateway.Storage.Database;

/// <summary>One file in SQLite's write-ahead mode; a commit is on the disk before it is acknowledged (synchronous = full).</summary>
internal sealed class SqliteDatabase : LedgerDatabase
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Constraint = 19;
    private readonly string _connectionString;
    private readonly SemaphoreSlim _woken = new(0);

    public SqliteDatabase(string file) => _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = SqliteOpenMode.ReadWriteCreate,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString();

    public override string Kind => "sqlite";

    public override int Writers => 1;

    public override string ForUpdate => "";

    public override string SkipLocked => "";

    public override bool HasAuditPartitions => false;

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 30000;";
        await command.ExecuteNonQueryAsync(cancellation);
        return connection;
    }

    // Immediate: two writers queue at the start, and neither fails at its first write.
    public override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    public override async Task<long> PutAsync(LedgerSession session, ResourceRow row, CancellationToken cancellation)
    {
        var rid = row.Rid != 0 ? row.Rid : await session.InsertAsync(
            "insert into resource (type, id, version, updated, deleted, content) values (@Type, @Id, @Version, @Updated, @Deleted, @Content) returning rid", row, cancellation);
        if (row.Rid != 0)
            await session.ExecuteAsync("update resource set version = @Version, updated = @Updated, deleted = @Deleted, content = @Content where rid = @Rid", row, cancellation);
        await session.ExecuteAsync("insert into resource_version (rid, version, type, id, updated, method, content) values (@Rid, @Version, @Type, @Id, @Updated, @Method, @Content)", row with { Rid = rid }, cancellation);
        return rid;
    }

    public override Task WakeAsync(DbConnection connection, DbTransaction transaction) => Task.CompletedTask;

    // The file has one node.
    public override void Woken()
    {
        if (_woken.CurrentCount == 0)
            _woken.Release();
    }

    public override Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _woken.WaitAsync(atMost, cancellation);

    public override Task PrepareAuditAsync(DbConnection connection, DbTransaction transaction, int period) => Task.CompletedTask;

    public override Task RemoveAuditAsync(int before, CancellationToken cancellation) => Task.CompletedTask;

    // A transaction that writes is alone anyway.
    public override Task LockAsync(DbConnection connection, DbTransaction transaction, string name, CancellationToken cancellation) => Task.CompletedTask;

    public override async Task ExclusivelyAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var transaction = await BeginAsync(connection, cancellation);
        await work(connection, transaction);
        await transaction.CommitAsync(cancellation);
    }

    public override bool IsTransient(DbException e) => e is SqliteException { SqliteErrorCode: Busy or Locked };

    public override bool IsDuplicate(DbException e) => e is SqliteException { SqliteErrorCode: Constraint };

    public override ValueTask DisposeAsync()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
        _woken.Dispose();
        return ValueTask.CompletedTask;
    }
}
