using Dapper;
using Gateway.Storage.Database;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Events;

/// <summary>A reader of the stream that remembers where it is, also through restarts.</summary>
public sealed class EventReader
{
    private readonly LedgerDatabase _database;
    private readonly string _name;

    internal EventReader(LedgerDatabase database, string name) => (_database, _name) = (database, name);

    /// <summary>The number of the last event that was moved past; 0 at the start.</summary>
    public async Task<long> PositionAsync(CancellationToken cancellation = default)
    {
        await using var connection = await _database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition("select position from event_reader where name = @_name", new { _name }, cancellationToken: cancellation)) ?? 0;
    }

    /// <summary>The next events after the position, in order.</summary>
    public async Task<IReadOnlyList<LedgerEvent>> ReadAsync(int count, CancellationToken cancellation = default)
    {
        var position = await PositionAsync(cancellation);
        await using var connection = await _database.OpenAsync(cancellation);
        return await EventStore.ReadAsync(connection, position, count, cancellation);
    }

    /// <summary>Moves past the events up to that number, in the unit of work that holds what was made of them.</summary>
    public Task MoveAsync(LedgerSession session, long number, CancellationToken cancellation = default) => session.ExecuteAsync("""
        insert into event_reader (name, position, updated) values (@_name, @number, @updated)
        on conflict (name) do update set position = excluded.position, updated = excluded.updated where excluded.position > event_reader.position
        """, new { _name, number, updated = Microseconds.Of(session.Now) }, cancellation);
}
