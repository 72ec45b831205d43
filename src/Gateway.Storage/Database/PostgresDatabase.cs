using System.Data;
using System.Data.Common;
using Gateway.Storage.Audit;
using Gateway.Storage.Ledger;
using Npgsql;

namespace Gateway.Storage.Database;

/// <summary>PostgreSQL 15 or later, shared by any number of nodes.</summary>
internal sealed class PostgresDatabase(string connectionString) : LedgerDatabase
{
    // Any number that no other program is likely to take.
    private const long MigrationLock = 0x67_61_74_65_77_61_79;
    private const string Channel = "gateway_outbox";
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);
    private readonly AuditPartitions _partitions = new();
    private NpgsqlConnection? _listener;
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public override string Kind => "postgres";

    public override int Writers => 6;

    public override string ForUpdate => " for update";

    public override string SkipLocked => " for update skip locked";

    public override bool HasAuditPartitions => true;

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

    public override Task PrepareAuditAsync(DbConnection connection, DbTransaction transaction, int period) => _partitions.PrepareAsync(connection, transaction, period);

    public override async Task RemoveAuditAsync(int before, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await AuditPartitions.RemoveAsync(connection, before, cancellation);
    }

    public override async Task WakeAsync(DbConnection connection, DbTransaction transaction)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"notify {Channel}";
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync();
    }

    public override void Woken()
    {
    }

    public override async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        try
        {
            var listener = await ListenerAsync(cancellation);
            await listener.WaitAsync(atMost, cancellation);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
        {
            // Who cannot listen looks again after a while.
            await DropListenerAsync();
            await Task.Delay(atMost < s_retry ? atMost : s_retry, cancellation);
        }
    }

    private async Task<NpgsqlConnection> ListenerAsync(CancellationToken cancellation)
    {
        if (_listener is { } open)
            return open;
        var connection = await _source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand($"listen {Channel}", connection);
        await command.ExecuteNonQueryAsync(cancellation);
        return _listener = connection;
    }

    private async ValueTask DropListenerAsync()
    {
        if (Interlocked.Exchange(ref _listener, null) is { } open)
            await open.DisposeAsync();
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

    public override async ValueTask DisposeAsync()
    {
        await DropListenerAsync();
        await _source.DisposeAsync();
    }
}
