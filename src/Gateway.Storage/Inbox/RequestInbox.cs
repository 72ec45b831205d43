using System.Security.Cryptography;
using Dapper;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Inbox;

/// <summary>
/// Makes requests that are sent again harmless: the same key of the same client with the same content gets the same answer, and nothing is done
/// twice; with another content it is refused (draft-ietf-httpapi-idempotency-key-header, section 2.7).
/// </summary>
public sealed class RequestInbox(GatewayLedger ledger)
{
    /// <summary>Does the work of a request and keeps its answer in one unit, or gives the answer that was kept.</summary>
    /// <param name="client">Whose key it is; two clients may use the same.</param>
    /// <param name="key">The value of Idempotency-Key or X-Request-Id.</param>
    /// <param name="content">What the request asks: its method, address and body.</param>
    /// <param name="work">What is done the first time.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="LedgerRefusedException">The key was used with another content.</exception>
    public Task<InboxAnswer> DoAsync(string client, string key, ReadOnlyMemory<byte> content, Func<LedgerSession, Task<InboxAnswer>> work, CancellationToken cancellation = default)
    {
        var digest = SHA256.HashData(content.Span);
        return ledger.WriteAsync($"{client} {key}", async session =>
        {
            if (await session.QueryFirstAsync<InboxRow>("select digest, status, content_type as contenttype, response from inbox where client = @client and key = @key", new { client, key }, cancellation) is { } row)
            {
                return CryptographicOperations.FixedTimeEquals(row.Digest, digest)
                    ? new InboxAnswer(row.Status, row.ContentType, row.Response) { IsRepeated = true }
                    : throw new LedgerRefusedException(LedgerRefusal.KeyReused, "The key was used before for another request.");
            }

            // The key is taken before the work is done: of two nodes that begin at once, one waits here for the other.
            await session.ExecuteAsync("insert into inbox (client, key, digest, recorded, status, content_type, response) values (@client, @key, @digest, @now, 0, '', @nothing)",
                new { client, key, digest, now = Microseconds.Of(session.Now), nothing = Array.Empty<byte>() }, cancellation);
            var answer = await work(session);
            await session.ExecuteAsync("update inbox set status = @Status, content_type = @ContentType, response = @body where client = @client and key = @key",
                new { answer.Status, answer.ContentType, body = answer.Body.ToArray(), client, key }, cancellation);
            return answer;
        }, cancellation);
    }

    /// <summary>Keeps what is to be known later of a request, under a reference, in the unit of work of that request. It is the client's own, and is forgotten when answers are.</summary>
    public static Task KeepAsync(LedgerSession session, string client, string reference, InboxAnswer kept, CancellationToken cancellation = default) => session.ExecuteAsync(
        "insert into inbox (client, key, digest, recorded, status, content_type, response) values (@client, @key, @nothing, @now, @Status, @ContentType, @body)",
        new { client, key = KeyOf(reference), nothing = Array.Empty<byte>(), now = Microseconds.Of(session.Now), kept.Status, kept.ContentType, body = kept.Body.ToArray() }, cancellation);

    /// <summary>What was kept under a reference of that client, and when; null when there is nothing.</summary>
    public async Task<(InboxAnswer Kept, DateTimeOffset Recorded)?> FindAsync(string client, string reference, CancellationToken cancellation = default)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        return await connection.QueryFirstOrDefaultAsync<InboxRow>(new CommandDefinition("select digest, recorded, status, content_type as contenttype, response from inbox where client = @client and key = @key", new { client, key = KeyOf(reference) }, cancellationToken: cancellation)) is { } row
            ? (new InboxAnswer(row.Status, row.ContentType, row.Response), Microseconds.ToTime(row.Recorded)) : null;
    }

    /// <summary>Forgets answers that were kept longer than that; returns how many.</summary>
    public Task<int> ForgetAsync(TimeSpan age, CancellationToken cancellation = default) => ledger.WriteAsync("inbox",
        session => session.ExecuteAsync("delete from inbox where recorded < @before", new { before = Microseconds.Of(session.Now - age) }, cancellation), cancellation);

    private static string KeyOf(string reference) => $"reference {reference}";

    private sealed record InboxRow
    {
        public long Recorded { get; init; }

        public required byte[] Digest { get; init; }

        public int Status { get; init; }

        public required string ContentType { get; init; }

        public required byte[] Response { get; init; }
    }
}
