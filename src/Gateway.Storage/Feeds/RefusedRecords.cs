using Dapper;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Feeds;

/// <summary>The records of feeds that could not be taken in as they were. A feed does not send them again, so they are kept by name and read again until they can be.</summary>
public sealed class RefusedRecords(GatewayLedger ledger)
{
    /// <summary>Keeps a record's name, to be read again from then on.</summary>
    public static Task PutAsync(LedgerSession session, string feed, string type, string locator, DateTimeOffset due, CancellationToken cancellation = default) => session.ExecuteAsync("""
        insert into feed_refused (feed, locator, type, since, due) values (@feed, @locator, @type, @now, @due)
        on conflict (feed, locator) do update set type = excluded.type, due = excluded.due
        """, new { feed, locator, type, now = Microseconds.Of(session.Now), due = Microseconds.Of(due) }, cancellation);

    /// <summary>Forgets a record: it was taken in, or it is no longer there.</summary>
    public static Task RemoveAsync(LedgerSession session, string feed, string locator, CancellationToken cancellation = default) =>
        session.ExecuteAsync("delete from feed_refused where feed = @feed and locator = @locator", new { feed, locator }, cancellation);

    /// <summary>Those of a feed that are to be read again, the longest due first.</summary>
    public async Task<IReadOnlyList<(string Type, string Locator)>> DueAsync(string feed, int atMost, CancellationToken cancellation = default)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        return [.. await connection.QueryAsync<(string, string)>(new CommandDefinition(
            "select type, locator from feed_refused where feed = @feed and due <= @now order by due, locator limit @atMost", new { feed, now = Microseconds.Of(ledger.Time.GetUtcNow()), atMost }, cancellationToken: cancellation))];
    }

    /// <summary>How many there are, by feed.</summary>
    public async Task<IReadOnlyList<(string Feed, long Count)>> CountsAsync(CancellationToken cancellation = default)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        return [.. await connection.QueryAsync<(string, long)>(new CommandDefinition("select feed, count(*) from feed_refused group by feed order by feed", cancellationToken: cancellation))];
    }
}
