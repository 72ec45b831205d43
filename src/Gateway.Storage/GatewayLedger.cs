using System.Data.Common;
using Dapper;
using Gateway.Storage.Audit;
using Gateway.Storage.Database;
using Gateway.Storage.Events;
using Gateway.Storage.Ledger;
using Gateway.Storage.Migrations;
using Gateway.Storage.Search;

namespace Gateway.Storage;

/// <summary>What the gateway itself owns, on one file or on a database that many nodes share. Safe for use by many threads.</summary>
public sealed class GatewayLedger : IAsyncDisposable
{
    private readonly LedgerDatabase _database;

    // The first is the trail's alone where there are several.
    private readonly WriteLane[] _lanes;
    private readonly SharedReads<ResourceAddress, IReadOnlyDictionary<ResourceAddress, StoredResource>> _current;

    private GatewayLedger(LedgerDatabase database, LedgerOptions options, TimeProvider time)
    {
        (_database, Options, Time) = (database, options, time);
        _current = new SharedReads<ResourceAddress, IReadOnlyDictionary<ResourceAddress, StoredResource>>(CurrentAsync);
        var end = new AuditEnd(database, time);
        _lanes = [.. Enumerable.Range(0, database.Writers).Select(_ => new WriteLane(database, time, end))];
    }

    public LedgerOptions Options { get; }

    internal TimeProvider Time { get; }

    internal LedgerDatabase Database => _database;

    /// <summary>Opens the ledger and brings its schema up to date; of nodes that start together one does it.</summary>
    /// <exception cref="LedgerSchemaException">The ledger was made by a newer program.</exception>
    public static async Task<GatewayLedger> OpenAsync(LedgerOptions options, TimeProvider time, CancellationToken cancellation = default)
    {
        LedgerDatabase database = options.Postgres is { } connection ? new PostgresDatabase(connection) : new SqliteDatabase(options.File, options.MaxFileBytes);
        try
        {
            await Schema.UpdateAsync(database, time, cancellation);
            return new GatewayLedger(database, options, time);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a unit of work. When the task ends, what it wrote is on the disk.</summary>
    /// <param name="lane">Units with the same key run one after another on one node, in their order: the address of a resource.</param>
    /// <param name="work">It may be run more than once, and must do nothing outside of its session.</param>
    /// <param name="cancellation">Ends the waiting; work that has begun is not stopped.</param>
    /// <exception cref="LedgerRefusedException">The ledger refuses the change; nothing is stored.</exception>
    /// <exception cref="LedgerUnavailableException">The database cannot be written, or broke off.</exception>
    public Task<T> WriteAsync<T>(string lane, Func<LedgerSession, Task<T>> work, CancellationToken cancellation = default) =>
        _lanes[_lanes.Length == 1 ? 0 : 1 + (int)((uint)StringComparer.Ordinal.GetHashCode(lane) % (uint)(_lanes.Length - 1))].WriteAsync(work, cancellation);

    /// <summary>Adds records to the trail that belong to no other change, all or none. When the task ends, they are on the disk.</summary>
    /// <exception cref="LedgerUnavailableException">The database cannot be written, or broke off.</exception>
    internal Task AuditAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellation) => _lanes[0].AuditAsync(entries, cancellation);

    /// <summary>The current version, which may be a deletion; null when the resource was never there.</summary>
    public async Task<StoredResource?> FindAsync(string type, string id, CancellationToken cancellation = default)
    {
        var address = new ResourceAddress(type, id);
        return (await _current.AskAsync(address, cancellation)).GetValueOrDefault(address);
    }

    /// <summary>One version; null when there is none.</summary>
    public async Task<StoredResource?> FindAsync(string type, string id, int version, CancellationToken cancellation = default)
    {
        await using var connection = await _database.OpenAsync(cancellation);
        var row = await connection.QueryFirstOrDefaultAsync<ResourceRow>(new CommandDefinition(
            $"{ResourceRow.Versions} where v.rid = (select rid from resource where type = @type and id = @id) and v.version = @version", new { type, id, version }, cancellationToken: cancellation));
        return row?.ToResource();
    }

    /// <summary>Versions, newest first: of one resource, of a type, or of all.</summary>
    /// <param name="type">The resource type; null for all.</param>
    /// <param name="id">The id; null for all of the type.</param>
    /// <param name="since">Only what was written at that moment or after (<c>_since</c>).</param>
    /// <param name="before">The last version of the page before; null for the first page.</param>
    /// <param name="count">The most versions.</param>
    /// <param name="at">Only what was current at some moment of that time, the end not among them (<c>_at</c>).</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<StoredResource>> HistoryAsync(string? type, string? id, DateTimeOffset? since, StoredResource? before, int count, (DateTimeOffset From, DateTimeOffset To)? at = null, CancellationToken cancellation = default)
    {
        await using var connection = await _database.OpenAsync(cancellation);
        var sql = new SqlText().Add($"{ResourceRow.Versions} where 1 = 1");
        if (type is not null)
            sql.Add(" and v.type = ").Value(type);
        if (id is not null)
            sql.Add(" and v.id = ").Value(id);
        if (since is { } from)
            sql.Add(" and v.updated >= ").Value(Microseconds.Of(from));
        if (at is { } time)
            sql.Add(" and v.updated < ").Value(Microseconds.Of(time.To)).Add(" and not exists (select 1 from resource_version n where n.rid = v.rid and n.version = v.version + 1 and n.updated <= ").Value(Microseconds.Of(time.From)).Add(")");
        if (before is not null)
            sql.Add(" and (v.updated, v.type, v.id, v.version) < (").Value(Microseconds.Of(before.Updated)).Add(", ").Value(before.Type).Add(", ").Value(before.Id).Add(", ").Value(before.Version).Add(")");
        sql.Add(" order by v.updated desc, v.type desc, v.id desc, v.version desc limit ").Value(count);
        var rows = await connection.QueryAsync<ResourceRow>(new CommandDefinition(sql.ToString(), sql.Parameters, cancellationToken: cancellation));
        return [.. rows.Select(r => r.ToResource())];
    }

    /// <summary>
    /// A number that grows with every change of something (<see cref="LedgerCounter"/>), as it stands at the moment of asking or of the reading that the flow of work shares: while it stays, so does what was read of that after it was asked for.
    /// </summary>
    public ValueTask<long> CounterAsync(string name, CancellationToken cancellation = default) => _database.CounterAsync(name, cancellation);

    /// <summary>
    /// From here on what one flow of work asks of the counters may be answered by one reading (<see cref="CounterReadings"/>), as one request is; it ends where the calling method does.
    /// </summary>
    public void ShareCounters() => _database.ShareCounters();

    /// <summary>What this flow of work asks of the counters next is read anew: to be said once others were waited for, so that what comes of it goes by what holds now.</summary>
    public void AskCountersAnew() => _database.AskCountersAnew();

    /// <summary>A reader of the events that remembers its place under that name.</summary>
    public EventReader Reader(string name) => new(_database, name);

    /// <summary>The events after a number, in order.</summary>
    public async Task<IReadOnlyList<LedgerEvent>> EventsAsync(long after, int count, CancellationToken cancellation = default)
    {
        await using var connection = await _database.OpenAsync(cancellation);
        return await EventStore.ReadAsync(connection, after, count, cancellation);
    }

    private Task<IReadOnlyDictionary<ResourceAddress, StoredResource>> CurrentAsync(IReadOnlyList<ResourceAddress> addresses)
    {
        var sql = new SqlText().Add(ResourceRow.Current);
        if (addresses is [var only])
            sql.Add(" where r.type = ").Value(only.Type).Add(" and r.id = ").Value(only.Id);
        else
            _database.Among(sql, addresses);
        return _database.ReadAsync(sql, ResourceRow.ReadAsync, CancellationToken.None);
    }

    /// <summary>Waits for what was begun, and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
            await lane.DisposeAsync();
        await _database.DisposeAsync();
    }
}
