using System.Data;
using System.Data.Common;
using Dapper;
using Gateway.Storage.Audit;
using Gateway.Storage.Ledger;
using Gateway.Storage.Search;
using Npgsql;

namespace Gateway.Storage.Database;

/// <summary>PostgreSQL 15 or later, shared by any number of nodes.</summary>
internal sealed class PostgresDatabase : LedgerDatabase
{
    // Any number that no other program is likely to take.
    private const long MigrationLock = 0x67_61_74_65_77_61_79;
    private const string Channel = "gateway_outbox";
    private const int KeptStatements = 100;

    // Bound to a tail that has moved since, it does nothing.
    private const string ContinueAudit = """
        with moved as (update audit_tail set number = $1, hash = $2, period = $3 where name = 'last' and number = $4 and hash = $5 returning period),
        records as (insert into audit_record (number, recorded, period, content, hash)
            select $4 + r.place, $6, m.period, r.content, r.hash from moved m cross join unnest($7::bytea[], $8::bytea[]) with ordinality r (content, hash, place)),
        subjects as (insert into audit_subject (subject, number, period) select s.subject, s.number, m.period from moved m cross join unnest($9::text[], $10::bigint[]) s (subject, number))
        select exists (select 1 from moved)
        """;
    private readonly AuditPartitions _partitions = new();
    private readonly CounterReadings _counters;
    private readonly ColumnArrays _columns = new();
    private readonly NpgsqlDataSource _source;
    private readonly PostgresListener _listener;

    public PostgresDatabase(string connectionString)
    {
        // Compiling a statement takes a hundred times as long as any of the ledger's takes to run.
        var address = new NpgsqlConnectionStringBuilder(connectionString);
        address.Options = $"{address.Options} -c jit=off".Trim();

        // Planning takes longer than running, too. Who pools connections by transaction says 0 in the connection string. Npgsql's own builder says of every key that it knows that it has it.
        if (!new DbConnectionStringBuilder { ConnectionString = address.ConnectionString }.ContainsKey("Max Auto Prepare"))
            address.MaxAutoPrepare = KeptStatements;

        // No work leaves anything behind in its session (settings, temporary tables, locks, cursors), and clearing it takes the server longer than answering most questions.
        address.NoResetOnClose = true;
        _source = NpgsqlDataSource.Create(address);
        _counters = new CounterReadings(this);
        _listener = new PostgresListener(_source, Channel, Signal);
    }

    public override string Kind => "postgres";

    public override int Writers => 6;

    public override string ForUpdate => " for update";

    public override string SkipLocked(string alias) => $" for update of {alias} skip locked";

    public override bool HasAuditPartitions => true;

    public override bool IndexesAuditLater => false;

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellation) => await _source.OpenConnectionAsync(cancellation);

    public override ValueTask<long> CounterAsync(string name, CancellationToken cancellation) => _counters.AskAsync(name, cancellation);

    public override void ShareCounters() => _counters.Begin();

    public override void AskCountersAnew() => _counters.Forget();

    public override void Stored() => _counters.Stored();

    public override async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation) =>
        await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);

    // One way to the server and back.
    public override Task PutAsync(LedgerSession session, ResourceRow row, CancellationToken cancellation) => session.ExecuteAsync("""
        with r as (update resource set version = @Version, updated = @Updated, deleted = @Deleted, content = @Content where rid = @Rid returning rid)
        insert into resource_version (rid, version, type, id, updated, method, content) select rid, @Version, @Type, @Id, @Updated, @Method, @Content from r
        """, row, cancellation);

    public override async Task<IEnumerable<long>> NumbersAsync(DbConnection connection, DbTransaction transaction, string table, string column, int count) =>
        await connection.QueryAsync<long>("select nextval(pg_get_serial_sequence(@table, @column)) from generate_series(1, @count)", new { table, column, count }, transaction);

    public override string WithNumbers => " overriding system value";

    public override Task InsertAsync(DbConnection connection, DbTransaction transaction, string target, IReadOnlyList<object?[]> rows) => _columns.InsertAsync((NpgsqlConnection)connection, target, rows);

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

    // With an offset the subquery stays one, and is asked for each row.
    public override string JoinEach(string table, string alias, string condition, bool isOuter) =>
        $"{(isOuter ? "left " : "")}join lateral (select {alias}.* from {table} {alias} where {condition} offset 0) {alias} on true";

    public override void Among(SqlText sql, IReadOnlyList<ResourceAddress> addresses) =>
        sql.Add(" join unnest(").Value(addresses.Select(a => a.Type).ToArray()).Add(", ").Value(addresses.Select(a => a.Id).ToArray()).Add(") k (type, id) on r.type = k.type and r.id = k.id");

    public override string OneOf(string subquery) => $"= any(array({subquery}))";

    public override Task PrepareAuditAsync(DbConnection connection, DbTransaction transaction, int period) => _partitions.PrepareAsync(connection, transaction, period);

    // One statement is a transaction, too.
    public override async Task<bool> ContinueAuditAsync(DbConnection connection, AuditAddition addition)
    {
        byte[][] contents = [.. addition.Entries.Select(e => e.Content.ToArray())];
        var subjects = addition.Subjects.ToList();
        await using var command = new NpgsqlCommand(ContinueAudit, (NpgsqlConnection)connection);
        foreach (var given in (object[])[addition.To.Number, addition.To.Hash, addition.To.Period, addition.From.Number, addition.From.Hash, addition.Recorded, contents, addition.Hashes, subjects.Select(s => s.Subject).ToArray(), subjects.Select(s => s.Number).ToArray()])
            command.Parameters.Add(new NpgsqlParameter { Value = given });
        await using var rows = await command.ExecuteReaderAsync();
        var isMoved = await rows.ReadAsync() && rows.GetBoolean(0);

        // What fails at the commit is told behind the rows.
        await rows.NextResultAsync();
        if (isMoved)
            _partitions.Stored(addition.To.Period);
        return isMoved;
    }

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

    public override Task ListenAsync() => _listener.StartAsync();

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

    // Without an answer the connection broke; 08, 53, 57P, 58: connections, resources, shutdown, the system below (https://www.postgresql.org/docs/15/errcodes-appendix.html).
    public override bool IsUnavailable(DbException e) => e is not PostgresException refused
        || refused.SqlState[..2] is "08" or "53" or "58" || refused.SqlState.StartsWith("57P", StringComparison.Ordinal);

    public override bool IsFull(DbException e) => e is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    public override bool IsDuplicate(DbException e) => e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    // What ends the connection (FATAL, PANIC) may come when the work was done.
    public override bool IsRefused(DbException e) => e is PostgresException { InvariantSeverity: "ERROR" };

    public override async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _source.DisposeAsync();
    }
}
