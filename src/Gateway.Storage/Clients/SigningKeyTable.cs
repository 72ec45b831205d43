using System.Data.Common;
using Dapper;

namespace Gateway.Storage.Clients;

/// <summary>The keys that the gateway's own tokens are signed with, which all nodes share.</summary>
public sealed class SigningKeyTable(GatewayLedger ledger)
{
    /// <summary>
    /// Puts a key in the place of those that are there. Of nodes that do so at the same time one does; the others do nothing.
    /// </summary>
    /// <param name="key">The new key.</param>
    /// <param name="known">The key that has no end yet, as the caller knows it; null for none. When that is no longer so, nothing is done.</param>
    /// <param name="othersEnd">When the others' tokens are no longer taken.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>True when the key was put in place.</returns>
    public Task<bool> FollowAsync(SigningKeyRow key, string? known, DateTimeOffset othersEnd, CancellationToken cancellation = default) => ledger.WriteAsync("clients", async session =>
    {
        await session.LockAsync("signing keys", cancellation);
        if (await session.ExecuteScalarAsync<string?>("select id from signing_key where ends is null", null, cancellation) != known)
            return false;
        await session.ExecuteAsync("update signing_key set ends = @ends where ends is null or ends > @ends", new { ends = Microseconds.Of(othersEnd) }, cancellation);
        await session.ExecuteAsync("insert into signing_key (id, created, signs, ends, content) values (@Id, @created, @signs, null, @content)",
            new { key.Id, created = Microseconds.Of(key.Created), signs = Microseconds.Of(key.Signs), content = key.Content.ToArray() }, cancellation);
        await ClientTable.MoveAsync(session, cancellation);
        return true;
    }, cancellation);

    internal static async Task<IReadOnlyList<SigningKeyRow>> ReadAsync(DbConnection connection, long now, CancellationToken cancellation)
    {
        var rows = await connection.QueryAsync<KeyRow>(new CommandDefinition("select id, created, signs, ends, content from signing_key where ends is null or ends > @now order by signs, created", new { now }, cancellationToken: cancellation));
        return [.. rows.Select(r => new SigningKeyRow { Id = r.Id, Created = Microseconds.ToTime(r.Created), Signs = Microseconds.ToTime(r.Signs), Ends = r.Ends is { } ends ? Microseconds.ToTime(ends) : null, Content = r.Content })];
    }

    private sealed record KeyRow
    {
        public required string Id { get; init; }

        public long Created { get; init; }

        public long Signs { get; init; }

        public long? Ends { get; init; }

        public required byte[] Content { get; init; }
    }
}
