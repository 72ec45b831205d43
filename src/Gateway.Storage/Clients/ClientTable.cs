using Dapper;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Clients;

/// <summary>The register of clients, and the tokens that were taken back. Every change moves a counter, by which nodes see that what they know is no longer so.</summary>
public sealed class ClientTable(GatewayLedger ledger)
{
    private const string Lane = "clients";

    /// <summary>The counter.</summary>
    public ValueTask<long> EpochAsync(CancellationToken cancellation = default) => ledger.CounterAsync(LedgerCounter.Clients, cancellation);

    /// <summary>Everything at once. What changes while it is read has moved the counter past the one that is given.</summary>
    public async Task<ClientState> ReadAsync(CancellationToken cancellation = default)
    {
        var epoch = await EpochAsync(cancellation);
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        var now = Microseconds.Of(ledger.Time.GetUtcNow());
        var clients = await connection.QueryAsync<ClientRow>(new CommandDefinition("select issuer, id, disabled, content from client order by issuer, id", cancellationToken: cancellation));
        var revoked = await connection.QueryAsync<string>(new CommandDefinition("select id from token_revoked where ends > @now", new { now }, cancellationToken: cancellation));
        return new ClientState(epoch, [.. clients], revoked.ToHashSet(StringComparer.Ordinal), await SigningKeyTable.ReadAsync(connection, now, cancellation));
    }

    /// <summary>Registers a client; false when there is one of that name, unless it is to be replaced. A client that was disabled stays so.</summary>
    public Task<bool> PutAsync(ClientRow client, bool replace = false, CancellationToken cancellation = default) => ChangeAsync($"""
        insert into client (issuer, id, disabled, updated, content) values (@Issuer, @Id, @Disabled, @now, @Content)
        on conflict (issuer, id) do {(replace ? "update set updated = excluded.updated, content = excluded.content" : "nothing")}
        """, session => new { client.Issuer, client.Id, client.Disabled, client.Content, now = Microseconds.Of(session.Now) }, cancellation);

    /// <summary>Locks a client out, or lets it in again; false when it is not registered.</summary>
    public Task<bool> DisableAsync(string issuer, string id, bool disabled, CancellationToken cancellation = default) =>
        ChangeAsync("update client set disabled = @disabled, updated = @now where issuer = @issuer and id = @id", session => new { issuer, id, disabled, now = Microseconds.Of(session.Now) }, cancellation);

    /// <summary>Forgets a client; false when it is not registered.</summary>
    public Task<bool> RemoveAsync(string issuer, string id, CancellationToken cancellation = default) =>
        ChangeAsync("delete from client where issuer = @issuer and id = @id", _ => new { issuer, id }, cancellation);

    /// <summary>Takes a token back until it ends by itself.</summary>
    public Task RevokeAsync(string id, string client, DateTimeOffset ends, CancellationToken cancellation = default) =>
        ChangeAsync("insert into token_revoked (id, client, ends) values (@id, @client, @ends) on conflict (id) do nothing", _ => new { id, client, ends = Microseconds.Of(ends) }, cancellation);

    /// <summary>Notes that an assertion was shown; false when it was shown before, to whichever node.</summary>
    /// <param name="client">Who made it.</param>
    /// <param name="id">Its own id, which its maker gives to no other.</param>
    /// <param name="ends">When nobody would take it anyway.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public Task<bool> UseAsync(string client, string id, DateTimeOffset ends, CancellationToken cancellation = default) => ledger.WriteAsync($"assertion {client}", async session =>
        await session.ExecuteAsync("insert into assertion_used (client, id, ends) values (@client, @id, @ends) on conflict (client, id) do nothing", new { client, id, ends = Microseconds.Of(ends) }, cancellation) == 1, cancellation);

    /// <summary>Forgets assertions, revocations and keys that have ended; returns how many.</summary>
    public Task<int> ForgetAsync(CancellationToken cancellation = default) => ledger.WriteAsync(Lane, async session =>
    {
        var now = new { now = Microseconds.Of(session.Now) };
        return await session.ExecuteAsync("delete from assertion_used where ends < @now", now, cancellation)
            + await session.ExecuteAsync("delete from token_revoked where ends < @now", now, cancellation)
            + await session.ExecuteAsync("delete from signing_key where ends < @now", now, cancellation);
    }, cancellation);

    internal static Task MoveAsync(LedgerSession session, CancellationToken cancellation) => session.ExecuteAsync("update counter set value = value + 1 where name = @name", new { name = LedgerCounter.Clients }, cancellation);

    private Task<bool> ChangeAsync(string sql, Func<LedgerSession, object> parameters, CancellationToken cancellation) => ledger.WriteAsync(Lane, async session =>
    {
        var isChanged = await session.ExecuteAsync(sql, parameters(session), cancellation) > 0;
        if (isChanged)
            await MoveAsync(session, cancellation);
        return isChanged;
    }, cancellation);
}
