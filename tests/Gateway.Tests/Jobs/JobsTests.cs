using System.Security.Cryptography;
using System.Text;
using Gateway.Storage;
using Gateway.Storage.Audit;
using Gateway.Storage.Inbox;
using Gateway.Storage.Outbox;
using Gateway.Storage.Tests.Data;
using Gateway.Storage.Tests.Faults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Tests.Jobs;

public sealed class JobsTests(Stores stores) : IClassFixture<Stores>, IDisposable
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-jobs").FullName;

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Checkpoints_are_signed_and_kept_and_what_is_old_is_removed(string kind)
    {
        var options = await stores.NewAsync(kind);
        await FillAsync(options);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (keyFile, place) = (Path.Combine(_folder, "key.pem"), Path.Combine(_folder, "kept.txt"));
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());
        await using var node = await JobsHost.StartAsync(options, [], ("CheckpointKeyFile", keyFile), ("CheckpointPlace", place), ("CheckpointEvery", "00:00:01"), ("AuditKept", "31.00:00:00"));
        await using var ledger = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        var (log, inbox) = (new AuditLog(ledger), new RequestInbox(ledger));
        await Until(async () => (await log.ReadAsync(0, 10)) is [{ Number: 3 }]);
        await Until(async () => (await new OutboxQueue(ledger, new OutboxOptions()).CountsAsync()).Count == 0);
        await Until(() => Task.FromResult(File.Exists(place) && File.ReadAllLines(place).Length >= 2));
        (await log.VerifyAsync(await File.ReadAllLinesAsync(place), key)).Should().BeEmpty();
        (await inbox.DoAsync("police", "k", "content"u8.ToArray(), _ => Task.FromResult(new InboxAnswer(200, "", default)))).IsRepeated.Should().BeFalse("the answer of long ago is forgotten");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_feed_is_read_until_it_has_no_more_and_again_after_its_wait(string kind)
    {
        var (once, again) = (new ScriptedFeed("once", TimeSpan.FromHours(1), (n, _) => Task.FromResult(n < 4)), new ScriptedFeed("again", s_soon, (_, _) => Task.FromResult(false)));
        await using var node = await JobsHost.StartAsync(await stores.NewAsync(kind), [once, again]);
        await Until(() => Task.FromResult(again.Count >= 3));
        once.Count.Should().Be(4);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_feed_that_fails_is_read_again_stops_no_other_and_leaves_nothing_of_its_content_in_the_log(string kind)
    {
        var bad = new ScriptedFeed("bad", s_soon, (_, _) => throw new InvalidDataException("Mrs Example, 999 000 0018", new FormatException("Mrs Example")));
        var good = new ScriptedFeed("good", s_soon, (_, _) => Task.FromResult(false));
        await using var node = await JobsHost.StartAsync(await stores.NewAsync(kind), [bad, good]);
        await Until(() => Task.FromResult(bad.Count >= 3 && good.Count >= 3));
        node.Logged.Should().Contain(l => l.Contains("The job failed: InvalidDataException.", StringComparison.Ordinal)).And.NotContain(l => l.Contains("Example", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_node_that_starts_again_puts_nothing_off_and_forgets_feeds_that_are_gone(string kind)
    {
        var options = await stores.NewAsync(kind);
        var (slow, gone, quick) = (new ScriptedFeed("slow", TimeSpan.FromHours(1), (_, _) => Task.FromResult(false)), new ScriptedFeed("gone", s_soon, (_, _) => Task.FromResult(false)), new ScriptedFeed("quick", s_soon, (_, _) => Task.FromResult(false)));
        await using (await JobsHost.StartAsync(options, [slow, gone]))
            await Until(() => Task.FromResult(slow.Count == 1 && gone.Count > 0));
        await using (await JobsHost.StartAsync(options, [slow, quick]))
        {
            var before = gone.Count;
            await Until(() => Task.FromResult(quick.Count >= 3));
            (slow.Count, gone.Count).Should().Be((1, before));
        }
    }

    [NeedsPostgresFact]
    public async Task Of_two_nodes_one_at_a_time_reads_a_feed()
    {
        var options = await stores.NewAsync("postgres");
        var feed = new ScriptedFeed("f", s_soon / 10, async (_, cancellation) =>
        {
            await Task.Delay(50, cancellation);
            return false;
        });
        await using var first = await JobsHost.StartAsync(options, [feed]);
        await using var second = await JobsHost.StartAsync(options, [feed]);
        await Until(() => Task.FromResult(feed.Count >= 20));
        feed.Most.Should().Be(1);
    }

    [NeedsPostgresFact]
    public async Task What_a_node_that_is_gone_was_doing_is_done_by_another()
    {
        var options = await stores.NewAsync("postgres");
        var address = new NpgsqlConnectionStringBuilder(options.Postgres);
        await using var proxy = new CutProxy(address.Port);
        address.Port = proxy.Port;
        var begun = new TaskCompletionSource();
        var hung = new ScriptedFeed("f", s_soon, async (_, cancellation) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return false;
        });
        var alive = new ScriptedFeed("f", s_soon, (_, _) => Task.FromResult(false));
        await using var lost = await JobsHost.StartAsync(options with { Postgres = address.ToString() }, [hung], ("CheckInEvery", "00:00:01"));
        await begun.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await using var other = await JobsHost.StartAsync(options, [alive], ("CheckInEvery", "00:00:01"));
        alive.Count.Should().Be(0, "the first node is reading");
        await proxy.CutAllAsync();
        await Until(() => Task.FromResult(alive.Count >= 2));
    }

    [Fact]
    public async Task Options_that_cannot_be_are_all_named_at_the_start()
    {
        var start = async () => await JobsHost.StartAsync(await stores.NewAsync("sqlite"), [], ("CheckpointPlace", "x"), ("AuditKept", "1.00:00:00"), ("AnswersKept", "00:00:00"));
        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().HaveCount(3);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    // An audit record, a delivery that was made and an answer of long ago; and two audit records of now.
    private static async Task FillAsync(LedgerOptions options)
    {
        var time = new SetTime { Now = DateTimeOffset.UtcNow.AddYears(-1) };
        await using var ledger = await GatewayLedger.OpenAsync(options, time);
        var queue = new OutboxQueue(ledger, new OutboxOptions());
        await ledger.WriteAsync("x", async session =>
        {
            await OutboxQueue.PutAsync(session, new Delivery { Id = "1", Destination = "case", ContentType = "text/plain", Body = "x"u8.ToArray() });
            return true;
        });
        await queue.DeliveredAsync((await queue.ClaimAsync(1)).Single());
        await new RequestInbox(ledger).DoAsync("police", "k", "content"u8.ToArray(), _ => Task.FromResult(new InboxAnswer(200, "", default)));
        for (var i = 0; i < 2; i++)
            await new AuditLog(ledger).AppendAsync(Encoding.UTF8.GetBytes($"{i}"));
        time.Now = DateTimeOffset.UtcNow;
        await new AuditLog(ledger).AppendAsync("now"u8.ToArray());
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await holds())
            await Task.Delay(20, patience.Token);
    }
}
