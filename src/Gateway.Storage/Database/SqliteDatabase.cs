using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Dapper;
using Gateway.Storage.Ledger;
using Gateway.Storage.Search;
using Microsoft.Data.Sqlite;

namespace Gateway.Storage.Database;

/// <summary>One file in SQLite's write-ahead mode; a commit is on the disk before it is acknowledged (synchronous = full). Connections are kept open, each with its statements ready.</summary>
internal sealed class SqliteDatabase : LedgerDatabase
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int PageBytes = 4096;
    private const int MostIdle = 8;

    // The most that SQLite maps. It is the system's file cache seen from here, not memory of the process; a page that is not in SQLite's own small cache then costs no call.
    private const long MappedBytes = 2_147_418_112;

    // SQLite's own limit.
    private const long MaxPages = 4_294_967_294;
    private readonly string _connectionString;

    private readonly string _pragmas;
    private readonly ConcurrentDictionary<string, SqliteCounter> _counters = new(StringComparer.Ordinal);
    private readonly ConcurrentStack<KeptConnection> _idle = new();
    private volatile bool _isDisposed;

    public SqliteDatabase(string file, long? maxBytes = null)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWriteCreate, ForeignKeys = true, DefaultTimeout = 30, Pooling = false }.ToString();
        _pragmas = string.Create(CultureInfo.InvariantCulture, $"pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 30000; pragma mmap_size = {MappedBytes}; pragma max_page_count = {Math.Min((maxBytes ?? long.MaxValue) / PageBytes, MaxPages)};");
    }

    public override string Kind => "sqlite";

    public override int Writers => 1;

    public override string ForUpdate => "";

    public override string SkipLocked(string alias) => "";

    public override bool HasAuditPartitions => false;

    public override bool IndexesAuditLater => true;

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        if (_idle.TryPop(out var idle))
            return idle.Given();
        var connection = new KeptConnection(_connectionString, IsKept);
        try
        {
            await connection.OpenAsync(cancellation);
            await using (var command = connection.CreateCommand())
            {
                command.CommandText = _pragmas;
                await command.ExecuteNonQueryAsync(cancellation);
            }

            connection.IsFaulty = false;
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override ValueTask<long> CounterAsync(string name, CancellationToken cancellation) => _counters.GetOrAdd(name, static (n, open) => new SqliteCounter(n, open), OpenAsync).ReadAsync(cancellation);

    public override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation) => Task.FromResult<DbTransaction>(new KeptTransaction((KeptConnection)connection));

    public override async Task PutAsync(LedgerSession session, ResourceRow row, CancellationToken cancellation)
    {
        await session.ExecuteAsync("update resource set version = @Version, updated = @Updated, deleted = @Deleted, content = @Content where rid = @Rid", row, cancellation);
        await session.ExecuteAsync("insert into resource_version (rid, version, type, id, updated, method, content) values (@Rid, @Version, @Type, @Id, @Updated, @Method, @Content)", row, cancellation);
    }

    // Nobody else writes while the transaction does. Numbers are not given again, also not those of rows that are gone.
    public override async Task<IEnumerable<long>> NumbersAsync(DbConnection connection, DbTransaction transaction, string table, string column, int count)
    {
        var last = await connection.ExecuteScalarAsync<long?>("select seq from sqlite_sequence where name = @table", new { table }, transaction) ?? 0;
        return Enumerable.InfiniteSequence(last + 1, 1);
    }

    public override string WithNumbers => "";

    public override Task WakeAsync(DbConnection connection, DbTransaction transaction) => Task.CompletedTask;

    // The file has one node.
    public override Task ListenAsync() => Task.CompletedTask;

    public override string JoinEach(string table, string alias, string condition, bool isOuter) => $"{(isOuter ? "left " : "")}join {table} {alias} on {condition}";

    public override void Among(SqlText sql, IReadOnlyList<ResourceAddress> addresses)
    {
        sql.Add(" join (values ");
        for (var i = 0; i < addresses.Count; i++)
            sql.Add(i > 0 ? ", (" : "(").Value(addresses[i].Type).Add(", ").Value(addresses[i].Id).Add(")");
        sql.Add(") k on r.type = k.column1 and r.id = k.column2");
    }

    public override string OneOf(string subquery) => $"in ({subquery})";

    public override Task PrepareAuditAsync(DbConnection connection, DbTransaction transaction, int period) => Task.CompletedTask;

    public override Task RemoveAuditAsync(int before, CancellationToken cancellation) => Task.CompletedTask;

    public override Task InsertAsync(DbConnection connection, DbTransaction transaction, string target, IReadOnlyList<object?[]> rows) => RowInsert.RunAsync(connection, transaction, target, rows);

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

    public override bool IsUnavailable(DbException e) => e is SqliteException { SqliteErrorCode: Busy or Locked or ReadOnly or IoError or Full or CannotOpen };

    public override bool IsFull(DbException e) => e is SqliteException { SqliteErrorCode: Full };

    public override bool IsDuplicate(DbException e) => e is SqliteException { SqliteErrorCode: Constraint };

    public override bool IsRefused(DbException e) => e is SqliteException { SqliteErrorCode: Busy or Locked or ReadOnly or Full };

    public override ValueTask DisposeAsync()
    {
        _isDisposed = true;
        foreach (var counter in _counters.Values)
            counter.Dispose();
        while (_idle.TryPop(out var connection))
            connection.Discard();
        return ValueTask.CompletedTask;
    }

    private bool IsKept(KeptConnection connection)
    {
        if (_isDisposed || _idle.Count >= MostIdle)
            return false;
        _idle.Push(connection);
        return true;
    }
}
