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
    private readonly LedgerBatch _batch;

    internal LedgerSession(LedgerBatch batch, DateTimeOffset now) => (_batch, Now) = (batch, now);

    internal LedgerDatabase Database => _batch.Database;

    /// <summary>The connection. Rows of this transaction may still wait to be stored (<see cref="FlushAsync"/>).</summary>
    internal DbConnection Connection => _batch.Connection;

    internal DbTransaction Transaction => _batch.Transaction;

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
    public async Task<StoredResource> PutAsync(string type, string id, string method, Func<int, DateTimeOffset, ReadOnlyMemory<byte>> write, Func<ResourceIndex?>? index = null, CancellationToken cancellation = default) =>
        await PutAsync(await FindRowAsync(type, id, cancellation), type, id, method, write, index, cancellation);

    /// <summary>Stores the first version of a resource whose id was given out for it, so that nothing can be there.</summary>
    public Task<StoredResource> PutNewAsync(string type, string id, string method, Func<int, DateTimeOffset, ReadOnlyMemory<byte>> write, Func<ResourceIndex?>? index = null, CancellationToken cancellation = default) =>
        PutAsync(null, type, id, method, write, index, cancellation);

    private async Task<StoredResource> PutAsync(ResourceRow? row, string type, string id, string method, Func<int, DateTimeOffset, ReadOnlyMemory<byte>> write, Func<ResourceIndex?>? index, CancellationToken cancellation)
    {
        var version = (row?.Version ?? 0) + 1;

        // A clock that was set back must not make a later version older.
        var updated = Math.Max(Microseconds.Of(Now), (row?.Updated ?? 0) + 1);
        var content = write(version, Microseconds.ToTime(updated)).ToArray();
        var stored = new ResourceRow { Rid = row?.Rid ?? await NumberAsync("resource", "rid"), Type = type, Id = id, Version = version, Updated = updated, Deleted = content.Length == 0, Method = method, Content = content.Length == 0 ? null : content };
        if (row is null)
            Add(stored);
        else
            await Database.PutAsync(this, stored, cancellation);
        await IndexWriter.ReplaceAsync(this, stored.Rid, row is null, content.Length == 0 ? null : index?.Invoke(), cancellation);
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
    public Task LockAsync(string name, CancellationToken cancellation = default) => _batch.LockAsync(name, cancellation);

    /// <summary>Adds a record to the audit trail; it is bound into the chain when the work is stored.</summary>
    public void Audit(ReadOnlyMemory<byte> record) => Audit(new AuditEntry(record, []));

    /// <summary>Adds a record to the audit trail, to be found by those that it is about.</summary>
    public void Audit(AuditEntry entry)
    {
        HasWritten = true;
        _audit.Add(entry);
    }

    /// <summary>Adds a row that is new, and that nobody asks the database for without <see cref="FlushAsync"/>.</summary>
    internal void Add(string target, params object?[] row)
    {
        HasWritten = true;
        _batch.Add(target, row);
    }

    /// <summary>The number of a new row.</summary>
    internal Task<long> NumberAsync(string table, string column) => _batch.NumberAsync(table, column);

    /// <summary>Stores the rows that wait, so that they are found.</summary>
    internal Task FlushAsync() => _batch.FlushAsync();

    /// <summary>Adds a link record, and says which strong identifiers it bears.</summary>
    internal void Bear(IEnumerable<(string System, string Value)> identifiers) => _batch.Bear(identifiers);

    /// <summary>True when a link record that waits bears one of those strong identifiers.</summary>
    internal bool Bears(IEnumerable<(string System, string Value)> identifiers) => _batch.Bears(identifiers);

    /// <summary>Works on the transaction itself.</summary>
    internal async Task<T> WorkAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work)
    {
        HasWritten = true;
        await FlushAsync();
        return await work(Connection, Transaction);
    }

    internal async Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellation)
    {
        HasWritten = true;
        await FlushAsync();
        return await Connection.ExecuteAsync(new CommandDefinition(sql, parameters, Transaction, cancellationToken: cancellation));
    }

    internal async Task<T?> ExecuteScalarAsync<T>(string sql, object? parameters, CancellationToken cancellation)
    {
        await FlushAsync();
        return await Connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, parameters, Transaction, cancellationToken: cancellation));
    }

    internal async Task<T?> QueryFirstAsync<T>(string sql, object? parameters, CancellationToken cancellation)
    {
        await FlushAsync();
        return await Connection.QueryFirstOrDefaultAsync<T>(new CommandDefinition(sql, parameters, Transaction, cancellationToken: cancellation));
    }

    internal async Task<IEnumerable<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken cancellation)
    {
        HasWritten = true;
        await FlushAsync();
        return await Connection.QueryAsync<T>(new CommandDefinition(sql, parameters, Transaction, cancellationToken: cancellation));
    }

    private void Add(ResourceRow row)
    {
        Add($"resource (rid, type, id, version, updated, deleted, content){Database.WithNumbers}", row.Rid, row.Type, row.Id, row.Version, row.Updated, row.Deleted, row.Content);
        Add("resource_version (rid, version, type, id, updated, method, content)", row.Rid, row.Version, row.Type, row.Id, row.Updated, row.Method, row.Content);
    }

    private Task<ResourceRow?> FindRowAsync(string type, string id, CancellationToken cancellation) =>
        QueryFirstAsync<ResourceRow>($"{ResourceRow.Current} where r.type = @type and r.id = @id{Database.ForUpdate}{(Database.ForUpdate.Length > 0 ? " of r" : "")}", new { type, id }, cancellation);
}
