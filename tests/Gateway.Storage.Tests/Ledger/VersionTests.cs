using System.Text;
using Gateway.Storage.Ledger;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Ledger;

[Collection(nameof(Stores))]
public sealed class VersionTests(Stores stores)
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Each_write_is_a_version_and_all_versions_stay(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        await PutAsync(ledger, "a", "one");
        await PutAsync(ledger, "a", "two");
        await PutAsync(ledger, "a", "");
        var now = await ledger.FindAsync("Flag", "a");
        (now!.Version, now.IsDeleted).Should().Be((3, true));
        var second = await ledger.FindAsync("Flag", "a", 2);
        (Encoding.UTF8.GetString(second!.Content.Span), second.Method).Should().Be(("two", "PUT"));
        (await ledger.FindAsync("Flag", "b")).Should().BeNull();
        (await ledger.EventsAsync(0, 10)).Select(e => (e.Number, e.Kind, e.Version)).Should().Equal((1, "resource.created", 1), (2, "resource.updated", 2), (3, "resource.deleted", 3));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Many_writers_lose_nothing_and_numbers_have_no_gaps(string kind)
    {
        var options = await stores.NewAsync(kind);
        await using var first = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        await using var second = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async writer =>
        {
            for (var i = 0; i < 20; i++)
                await PutAsync(writer % 2 == 0 ? first : second, $"r{(writer + i) % 10}", $"{writer}.{i}");
        }));
        var events = await first.EventsAsync(0, 10_000);
        events.Select(e => e.Number).Should().Equal(Enumerable.Range(1, 1280).Select(n => (long)n));
        for (var i = 0; i < 10; i++)
            events.Where(e => e.Id == $"r{i}").Select(e => e.Version).Should().Equal(Enumerable.Range(1, 128));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Work_that_is_refused_after_it_has_written_leaves_nothing_and_touches_no_other(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var writes = Enumerable.Range(0, 30).Select(i => i % 3 == 0
            ? ledger.WriteAsync<StoredResource>("x", async session =>
            {
                await session.PutAsync("Flag", $"bad{i}", "PUT", (_, _) => "x"u8.ToArray());
                throw new LedgerRefusedException(LedgerRefusal.Stale, "refused");
            })
            : PutAsync(ledger, $"good{i}", "y")).ToArray();
        foreach (var (write, i) in writes.Select((w, i) => (w, i)))
            if (i % 3 == 0)
                await write.Invoking(w => w).Should().ThrowAsync<LedgerRefusedException>();
            else
                (await write).Version.Should().Be(1);
        (await ledger.EventsAsync(0, 100)).Select(e => e.Number).Should().Equal(Enumerable.Range(1, 20).Select(n => (long)n));
        (await ledger.FindAsync("Flag", "bad0")).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Work_that_breaks_off_is_told_to_its_caller_alone_and_the_next_is_stored(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        using var stopped = new CancellationTokenSource();
        var writes = Enumerable.Range(0, 30).Select(i => (i % 3) switch
        {
            0 => ledger.WriteAsync<StoredResource>("x", async session =>
            {
                await session.PutAsync("Flag", $"bad{i}", "PUT", (_, _) => "x"u8.ToArray());
                throw new ArgumentException("a fault of the work");
            }),
            1 => ledger.WriteAsync<StoredResource>("x", async session =>
            {
                await stopped.CancelAsync();
                return await session.PutAsync("Flag", $"stopped{i}", "PUT", (_, _) => "x"u8.ToArray(), null, stopped.Token);
            }),
            _ => PutAsync(ledger, $"good{i}", "y"),
        }).ToArray();
        foreach (var (write, i) in writes.Select((w, i) => (w, i)))
            if (i % 3 == 0)
                await write.Invoking(w => w).Should().ThrowAsync<ArgumentException>();
            else if (i % 3 == 1)
                await write.Invoking(w => w).Should().ThrowAsync<OperationCanceledException>();
            else
                (await write).Version.Should().Be(1);
        (await ledger.EventsAsync(0, 100)).Select(e => e.Id).Should().BeEquivalentTo(Enumerable.Range(0, 10).Select(i => $"good{(3 * i) + 2}"));
    }

    private static Task<StoredResource> PutAsync(GatewayLedger ledger, string id, string content) =>
        ledger.WriteAsync(id, session => session.PutAsync("Flag", id, content.Length == 0 ? "DELETE" : "PUT", (_, _) => Encoding.UTF8.GetBytes(content)));
}
