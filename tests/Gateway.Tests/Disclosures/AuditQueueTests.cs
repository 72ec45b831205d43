using System.Text;
using Gateway.Disclosures.Audit.Queue;
using Gateway.Storage;
using Gateway.Storage.Audit;
using Gateway.Storage.Feeds;
using Gateway.Tests.Security;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Disclosures;

/// <summary>What was disclosed in an emergency while the trail could not be written comes into it in order and once, and who tampers with it is found out.</summary>
public sealed class AuditQueueTests : IDisposable
{
    private static readonly byte[] s_key = new byte[32];
    private readonly TemporaryFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, AuditQueue.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Entries_outlive_the_process_and_the_file_has_its_size_from_the_start()
    {
        using (var file = Open())
        {
            new FileInfo(Path).Length.Should().Be(4096);
            file.TryAdd("one"u8).Should().BeTrue();
            file.TryAdd("two"u8).Should().BeTrue();
            file.TryAdd(new byte[4096]).Should().BeFalse("there is no room");
        }

        using var again = Open();
        again.TryAdd("three"u8).Should().BeTrue();
        Texts(again).Should().Equal("one", "two", "three");
        new FileInfo(Path).Length.Should().Be(4096);
    }

    [Fact]
    public void What_was_cleared_is_gone_and_what_comes_follows_it()
    {
        using (var file = Open())
        {
            file.TryAdd("a long first entry that leaves something behind"u8);
            file.TryAdd("another"u8);
            file.Clear();
            file.Count.Should().Be(0);
            file.TryAdd("x"u8);
        }

        using var again = Open();
        Texts(again).Should().Equal("x");
        again.Read().IsSound.Should().BeTrue();
    }

    [Theory]
    [InlineData("two", "TWO", 1)]
    [InlineData("one", "ONE", 0)]
    public void What_is_altered_is_found_and_what_stands_before_it_is_kept(string was, string now, int kept)
    {
        using (var file = Open())
            Fill(file);
        var content = File.ReadAllBytes(Path);
        Encoding.ASCII.GetBytes(now).CopyTo(content, content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(was)));
        File.WriteAllBytes(Path, content);

        using var again = Open();
        var (entries, isSound) = again.Read();
        isSound.Should().BeFalse();
        entries.Should().HaveCount(kept);
        again.Count.Should().BePositive("somebody has to look at it");
        again.TryAdd("four"u8).Should().BeFalse("what would follow it would not be sound either");
    }

    [Fact]
    public void What_is_cut_off_while_the_process_lives_is_found()
    {
        using var file = Open();
        file.TryAdd("one"u8);
        var before = ReadShared();
        file.TryAdd("two"u8);
        using (var other = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
            other.Write(before);

        file.Read().IsSound.Should().BeFalse();
    }

    [Fact]
    public async Task What_waits_comes_into_the_trail_in_order_and_once_though_the_node_dies_before_it_is_cleared()
    {
        await using var ledger = await OpenLedgerAsync();
        var log = new AuditLog(ledger);
        using (var file = Open())
        using (var queue = Queue(file, ledger, log))
        {
            (await queue.AddAsync([Entry("1"), Entry("2")], isUndecided: false, CancellationToken.None)).Should().BeTrue();
            (await queue.AddAsync([Entry("3")], isUndecided: false, CancellationToken.None)).Should().BeTrue();
        }

        var waiting = File.ReadAllBytes(Path);
        foreach (var more in (string?[])[null, "4"])
        {
            File.WriteAllBytes(Path, waiting);
            using var file = Open();
            using var queue = Queue(file, ledger, log);
            if (more is not null)
                await queue.AddAsync([Entry(more)], isUndecided: false, CancellationToken.None);
            await queue.DrainAsync(CancellationToken.None);
            queue.Count.Should().Be(0);
        }

        (await TrailAsync(log)).Should().Equal("1", "2", "3", "4");
        (await log.VerifyAsync([], null)).Should().BeEmpty();
    }

    [Fact]
    public async Task Where_a_commit_broke_off_and_was_made_all_the_same_nothing_is_there_twice()
    {
        await using var ledger = await OpenLedgerAsync();
        var log = new AuditLog(ledger);
        await log.AppendAsync([Entry("1")]);
        using var file = Open();
        using var queue = Queue(file, ledger, log);
        await queue.AddAsync([Entry("1"), Entry("2")], isUndecided: true, CancellationToken.None);
        await queue.DrainAsync(CancellationToken.None);

        (await TrailAsync(log)).Should().Equal("1", "2");
    }

    [Fact]
    public async Task Tampering_is_told_in_the_trail_and_the_file_is_kept_aside()
    {
        await using var ledger = await OpenLedgerAsync();
        var log = new AuditLog(ledger);
        using (var first = Open())
        using (var queue = Queue(first, ledger, log))
        {
            await queue.AddAsync([Entry("1")], isUndecided: false, CancellationToken.None);
            await queue.AddAsync([Entry("2")], isUndecided: false, CancellationToken.None);
        }

        var content = File.ReadAllBytes(Path);
        content[content.AsSpan().LastIndexOf("Entries"u8)]++;
        File.WriteAllBytes(Path, content);
        using var file = Open();
        using var again = Queue(file, ledger, log);
        await again.DrainAsync(CancellationToken.None);

        (await TrailAsync(log)).Should().HaveCount(2).And.StartWith("1").And.Subject.Last().Should().Contain("altered or cut short");
        Directory.GetFiles(_folder.Path).Should().ContainSingle(f => f.StartsWith($"{Path}.2", StringComparison.Ordinal));
        (await again.AddAsync([Entry("3")], isUndecided: false, CancellationToken.None)).Should().BeTrue();
    }

    private SealedFile Open() => new(Path, s_key, 4096);

    private static AuditQueue Queue(SealedFile file, GatewayLedger ledger, AuditLog log) => new(file, ledger, log, new FeedCursors(ledger), TimeProvider.System, Guid.NewGuid, NullLogger<AuditQueue>.Instance);

    private Task<GatewayLedger> OpenLedgerAsync() => GatewayLedger.OpenAsync(new LedgerOptions { File = System.IO.Path.Combine(_folder.Path, "ledger.db") }, TimeProvider.System);

    private static AuditEntry Entry(string content) => new(Encoding.UTF8.GetBytes(content), ["p1"]);

    private static async Task<List<string>> TrailAsync(AuditLog log) => [.. (await log.ReadAsync(0, 100)).Select(r => Encoding.UTF8.GetString(r.Content.Span))];

    private static void Fill(SealedFile file)
    {
        file.TryAdd("one"u8);
        file.TryAdd("two"u8);
        file.TryAdd("three"u8);
    }

    private static IEnumerable<string> Texts(SealedFile file) => file.Read().Entries.Select(e => Encoding.UTF8.GetString(e));

    private byte[] ReadShared()
    {
        using var other = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var content = new byte[other.Length];
        other.ReadExactly(content);
        return content;
    }
}
