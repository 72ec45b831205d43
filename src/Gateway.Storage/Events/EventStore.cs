using System.Data.Common;
using Dapper;
using Gateway.Storage.Database;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Events;

/// <summary>
/// The stream of what happened: numbers from 1 without gaps, in the order of the commits. The counter's row is locked from the end of a
/// transaction's work until its commit, so that no number is seen before a smaller one.
/// </summary>
internal static class EventStore
{
    private const string Columns = "number, recorded, kind, type, id, version, content";

    public static async Task AppendAsync(LedgerDatabase database, DbConnection connection, DbTransaction transaction, IReadOnlyList<LedgerEvent> events, DateTimeOffset now)
    {
        if (events.Count == 0)
            return;
        var last = await connection.ExecuteScalarAsync<long>("update counter set value = value + @Count where name = 'event' returning value", new { events.Count }, transaction);
        var number = last - events.Count;
        var recorded = Microseconds.Of(now);
        await database.InsertAsync(connection, transaction, $"event ({Columns})",
            [.. events.Select(e => new object?[] { ++number, recorded, e.Kind, e.Type, e.Id, e.Version, e.Content.IsEmpty ? Array.Empty<byte>() : e.Content.ToArray() })]);
    }

    public static async Task<IReadOnlyList<LedgerEvent>> ReadAsync(DbConnection connection, long after, int count, CancellationToken cancellation)
    {
        var rows = await connection.QueryAsync<EventRow>(new CommandDefinition($"select {Columns} from event where number > @after order by number limit @count", new { after, count }, cancellationToken: cancellation));
        return [.. rows.Select(r => new LedgerEvent(r.Kind, r.Type, r.Id, r.Version) { Number = r.Number, Recorded = Microseconds.ToTime(r.Recorded), Content = r.Content ?? ReadOnlyMemory<byte>.Empty })];
    }

    private sealed record EventRow
    {
        public long Number { get; init; }

        public long Recorded { get; init; }

        public required string Kind { get; init; }

        public required string Type { get; init; }

        public required string Id { get; init; }

        public int Version { get; init; }

        public byte[]? Content { get; init; }
    }
}
