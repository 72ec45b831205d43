using Dapper;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Feeds;

/// <summary>How far each feed was read, also through restarts and on another node.</summary>
public sealed class FeedCursors(GatewayLedger ledger)
{
    /// <summary>The cursor that was stored last; null when the feed was never read.</summary>
    public async Task<string?> GetAsync(string name, CancellationToken cancellation = default)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition("select cursor from feed_cursor where name = @name", new { name }, cancellationToken: cancellation));
    }

    /// <summary>Moves on, in the unit of work that holds what was made of what was read.</summary>
    public static Task PutAsync(LedgerSession session, string name, string cursor, CancellationToken cancellation = default) => session.ExecuteAsync("""
        insert into feed_cursor (name, cursor, updated) values (@name, @cursor, @updated)
        on conflict (name) do update set cursor = excluded.cursor, updated = excluded.updated
        """, new { name, cursor, updated = Microseconds.Of(session.Now) }, cancellation);
}
