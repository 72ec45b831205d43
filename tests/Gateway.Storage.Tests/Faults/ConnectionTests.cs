using System.Text;
using Dapper;
using Gateway.Storage.Audit;
using Gateway.Storage.Backup;
using Gateway.Storage.Inbox;
using Gateway.Storage.Ledger;
using Gateway.Storage.Tests.Data;
using Npgsql;

namespace Gateway.Storage.Tests.Faults;

/// <summary>What becomes of a change when the connection that stores it is cut.</summary>
[Collection(nameof(Stores))]
public sealed class ConnectionTests(Stores stores)
{
    [NeedsPostgresFact]
    public async Task Work_whose_connection_is_cut_before_the_commit_is_run_again_and_stored_once()
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync("postgres"), TimeProvider.System);
        var runs = 0;
        await ledger.WriteAsync("x", async session =>
        {
            await session.PutAsync("Flag", "a", "PUT", (_, _) => "x"u8.ToArray());
            if (++runs == 1)
                await EndAsync(ledger, session);
            return true;
        });
        runs.Should().Be(2);
        (await ledger.EventsAsync(0, 10)).Should().ContainSingle();
        (await LedgerCheck.RunAsync(ledger)).Should().BeEmpty();
    }

    [NeedsPostgresFact]
    public async Task Work_whose_connection_is_cut_again_and_again_is_not_stored_and_the_caller_is_told_so()
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync("postgres"), TimeProvider.System);
        var failed = (await ledger.Invoking(l => l.WriteAsync("x", async session =>
        {
            await session.PutAsync("Flag", "a", "PUT", (_, _) => "x"u8.ToArray());
            await EndAsync(l, session);
            return true;
        })).Should().ThrowAsync<LedgerUnavailableException>()).Which;
        (failed.IsUndecided, failed.Message).Should().Be((false, "The database cannot be written; nothing of the change is stored."));
        (await ledger.FindAsync("Flag", "a")).Should().BeNull();
        (await ledger.WriteAsync("x", s => s.PutAsync("Flag", "a", "PUT", (_, _) => "x"u8.ToArray()))).Version.Should().Be(1);
    }

    [NeedsPostgresFact]
    public Task A_commit_that_was_never_heard_is_done_when_the_request_is_made_again() => CutCommitAsync(isAnswered: false);

    [NeedsPostgresFact]
    public Task A_commit_whose_answer_was_lost_is_not_done_twice_when_the_request_is_made_again() => CutCommitAsync(isAnswered: true);

    [NeedsPostgresFact]
    public Task A_record_of_the_trail_that_was_never_heard_is_stored_on_another_connection() => CutRecordAsync(isAnswered: false);

    [NeedsPostgresFact]
    public Task A_record_of_the_trail_whose_answer_was_lost_is_found_to_be_stored_and_is_not_stored_twice() => CutRecordAsync(isAnswered: true);

    [NeedsPostgresFact]
    public Task A_record_of_the_trail_that_is_heard_when_its_connection_is_long_cut_is_not_stored_twice() => CutRecordAsync(proxy => proxy.CutUntil("third", "select exists (select 1 from audit_record"));

    private Task CutRecordAsync(bool isAnswered) => CutRecordAsync(proxy => proxy.CutAt("third", isAnswered));

    private async Task CutRecordAsync(Action<CutProxy> cut)
    {
        var (proxy, ledger) = await BehindProxyAsync();
        await using var behind = proxy;
        await using var opened = ledger;
        var log = new AuditLog(ledger);
        foreach (var record in new[] { "first", "second", "third" })
        {
            if (record == "third")
                cut(proxy);
            await log.AppendAsync(Encoding.UTF8.GetBytes(record));
        }

        await log.AppendAsync("fourth"u8.ToArray());
        (await log.ReadAsync(0, 10)).Select(r => Encoding.UTF8.GetString(r.Content.Span)).Should().Equal("first", "second", "third", "fourth");
        (await log.VerifyAsync([], null)).Should().BeEmpty();
    }

    private async Task<(CutProxy Proxy, GatewayLedger Ledger)> BehindProxyAsync()
    {
        var direct = await stores.NewAsync("postgres");
        var address = new NpgsqlConnectionStringBuilder(direct.Postgres);
        var proxy = new CutProxy(address.Port);
        address.Port = proxy.Port;
        return (proxy, await GatewayLedger.OpenAsync(direct with { Postgres = address.ToString() }, TimeProvider.System));
    }

    private async Task CutCommitAsync(bool isAnswered)
    {
        var (proxy, ledger) = await BehindProxyAsync();
        await using var behind = proxy;
        await using var opened = ledger;
        var inbox = new RequestInbox(ledger);
        Task<InboxAnswer> AskAsync() => inbox.DoAsync("police", "k1", "request"u8.ToArray(), async session =>
        {
            var stored = await session.PutAsync("Flag", "a", "PUT", (_, _) => "x"u8.ToArray());
            return new InboxAnswer(201, "text/plain", Encoding.UTF8.GetBytes($"version {stored.Version}"));
        });
        // With the byte that ends it: the isolation level has the word too.
        proxy.CutAt("COMMIT\0", isAnswered);
        (await ledger.Invoking(_ => AskAsync()).Should().ThrowAsync<LedgerUnavailableException>()).Which.IsUndecided.Should().BeTrue();
        var answer = await AskAsync();
        (answer.IsRepeated, Encoding.UTF8.GetString(answer.Body.Span)).Should().Be((isAnswered, "version 1"));
        (await ledger.FindAsync("Flag", "a"))!.Version.Should().Be(1);
        (await LedgerCheck.RunAsync(ledger)).Should().BeEmpty();
    }

    // Ends the server's side of the connection that the work runs on.
    private static async Task EndAsync(GatewayLedger ledger, LedgerSession session)
    {
        var id = await session.ExecuteScalarAsync<int>("select pg_backend_pid()", null, default);
        await using var other = await ledger.Database.OpenAsync(default);
        (await other.ExecuteScalarAsync<bool>("select pg_terminate_backend(@id, 10000)", new { id })).Should().BeTrue();
    }
}
