using System.Data.Common;
using Dapper;
using Gateway.Fhir.Search.Values;
using Gateway.Storage.Audit;
using Gateway.Storage.Database;
using Gateway.Storage.Search;

namespace Gateway.Storage.Ledger;

/// <summary>
/// A unit of work inside a transaction: all of what it writes is stored, or nothing. It may be run again from the start, so it must do
/// nothing outside of the session.
/// </summary>
public sealed class LedgerSession
{
    private readonly List<LedgerEvent> _events = [];
    private readonly List<AuditEntry> _audit = [];

    internal LedgerSession(LedgerDatabase database, DbConnection connection, DbTransaction transaction, DateTimeOffset now)
    {
        (Database, Connection, Transaction, Now) = (database, connection, transaction, now);
    }

    internal LedgerDatabase Database { get; }

    internal DbConnection Connection { get; }

    internal DbTransaction Transaction { get; }

    /// <summary>The moment of the work.</summary>
    public DateTimeOffset Now { get; }

    internal IReadOnlyList<LedgerEvent> Events => _events;

    internal IReadOnlyList<AuditEntry> Audited => _audit;

    /// <summary>True when a delivery was stored, which nodes should hear of.</summary>
    internal bool HasDeliveries { get; set; }

    /// <summary>True once something was written, which only the end of the transaction can take back.</summary>
    internal bool HasWritten { get; private set; }

    /// <summary>The current version, locked against other writers; null when the resource was never there.</summary>
    public async Task<StoredResource?> FindAsync(string type, string id, CancellationToken cancellation = default) =>
        (await FindRowAsync(type, id, cancellation))?.ToResource();

    /// <summary>Stores a new version of a resource; its content is what <paramref name="write"/> makes of the version and the time. It is found by its index, which is asked for after that; without one it is only read.</summary>
    public async Task<StoredResource> PutAsync(string type, string id, string method, Func<int, DateTimeOffset, ReadOnlyMemory<byte>> write, Func<ResourceIndex?>? index = null, CancellationToken cancellation = default)
    {
        var row = await FindRowAsync(type, id, cancellation);
        var version = (row?.Version ?? 0) + 1;

        // A clock that was set back must not make a later version older.
        var updated = Math.Max(Microseconds.Of(Now), (row?.Updated ?? 0) + 1);
        var content = write(version, Microseconds.ToTime(updated)).ToArray();
        HasWritten = true;
        var rid = await Database.PutAsync(this, new ResourceRow { Rid = row?.Rid ?? 0, Type = type, Id = id, Version = version, Updated = updated, Deleted = content.Length == 0, Method = method, Content = content.Length == 0 ? null : content }, cancellation);
        await IndexWriter.ReplaceAsync(this, rid, row is null, content.Length == 0 ? null : index?.Invoke(), cancellation);
        var kind = content.Length == 0 ? "resource.deleted" : version == 1 || row is { Deleted: true } ? "resource.created" : "resource.updated";
        Emit(new LedgerEvent(kind, type, id, version));
        return new StoredResource(type, id, version, Microseconds.ToTime(updated), method, content);
    }

    /// <summary>Tells of something; the event gets its number when the work is stored.</summary>
    public void Emit(LedgerEvent told)
    {
        HasWritten = true;
        _events.Add(told);
    }

    /// <summary>Waits until no other unit of work, on any node, holds that name; holds it until this one is stored.</summary>
    public Task LockAsync(string name, CancellationToken cancellation = default) => Database.LockAsync(Connection, Transaction, name, cancellation);

    /// <summary>Adds a record to the audit trail; it is bound into the chain when the work is stored.</summary>
    public void Audit(ReadOnlyMemory<byte> record) => Audit(new AuditEntry(record, []));

    /// <summary>Adds a record to the audit trail, to be found by those that it is about.</summary>
    public void Audit(AuditEntry entry)
    {
        HasWritten = true;
        _audit.Add(entry);
    }

    internal Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellation)
    {
        HasWritten = true;
        return Connection.ExecuteAsync(new CommandDefinition(sql, parameters, Transaction, cancellationToken: cancellation));
    }

    /// <summary>Inserts a row and gives the number that the database counts it by.</summary>
    internal Task<long> InsertAsync(string sql, object parameters, CancellationToken cancellation)
    {
        HasWritten = true;
        return Connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, parameters, Transaction, cancellationToken: cancellation));
    }

    internal Task<T?> ExecuteScalarAsync<T>(string sql, object? parameters, CancellationToken cancellation) =>
        Connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, parameters, Transaction, cancellationToken: cancellation));

    internal Task<T?> QueryFirstAsync<T>(string sql, object? parameters, CancellationToken cancellation) =>
        Connection.QueryFirstOrDefaultAsync<T>(new CommandDefinition(sql, parameters, Transaction, cancellationToken: cancellation));

    internal Task<IEnumerable<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken cancellation)
    {
        HasWritten = true;
        return Connection.QueryAsync<T>(new CommandDefinition(sql, parameters, Transaction, cancellationToken: cancellation));
    }

    private Task<ResourceRow?> FindRowAsync(string type, string id, CancellationToken cancellation) =>
        QueryFirstAsync<ResourceRow>($"{ResourceRow.Current} where r.type = @type and r.id = @id{Database.ForUpdate}{(Database.ForUpdate.Length > 0 ? " of r" : "")}", new { type, id }, cancellation);
}
