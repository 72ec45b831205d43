using Gateway.Storage.Ledger;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Ledger;

[Collection(nameof(Stores))]
public sealed class HistoryTests(Stores stores)
{
    private readonly SetTime _time = new();

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Versions_come_newest_first_page_by_page(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        foreach (var (type, id) in new[] { ("Flag", "a"), ("Task", "a"), ("Flag", "a"), ("Flag", "b"), ("Flag", "a") })
        {
            await ledger.WriteAsync(id, s => s.PutAsync(type, id, "PUT", (_, _) => "x"u8.ToArray()));
            _time.Now += TimeSpan.FromMinutes(1);
        }

        (await ledger.HistoryAsync("Flag", "a", null, null, 10)).Select(Shown).Should().Equal("Flag/a/3", "Flag/a/2", "Flag/a/1");
        (await ledger.HistoryAsync("Flag", null, null, null, 10)).Select(Shown).Should().Equal("Flag/a/3", "Flag/b/1", "Flag/a/2", "Flag/a/1");
        (await ledger.HistoryAsync(null, null, _time.Now.AddMinutes(-4), null, 10)).Select(Shown).Should().Equal("Flag/a/3", "Flag/b/1", "Flag/a/2", "Task/a/1");
        var first = await ledger.HistoryAsync(null, null, null, null, 2);
        (await ledger.HistoryAsync(null, null, null, first[^1], 2)).Select(Shown).Should().Equal("Flag/a/2", "Task/a/1");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_clock_that_is_set_back_makes_no_later_version_older(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        for (var i = 0; i < 3; i++, _time.Now -= TimeSpan.FromHours(1))
            await ledger.WriteAsync("a", s => s.PutAsync("Flag", "a", "PUT", (_, _) => "x"u8.ToArray()));
        (await ledger.HistoryAsync("Flag", "a", null, null, 10)).Select(v => v.Version).Should().Equal(3, 2, 1);
        (await Gateway.Storage.Backup.LedgerCheck.RunAsync(ledger)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task At_a_moment_the_versions_are_listed_that_were_current_then(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        var start = _time.Now;
        for (var i = 0; i < 3; i++, _time.Now += TimeSpan.FromHours(1))
            await ledger.WriteAsync("a", s => s.PutAsync("Flag", "a", "PUT", (_, _) => "x"u8.ToArray()));

        (await AtAsync(-1, -0.5)).Should().BeEmpty();
        (await AtAsync(0.2, 0.3)).Should().Equal(1);
        (await AtAsync(0.5, 1.5)).Should().Equal(2, 1);
        (await AtAsync(9, 10)).Should().Equal(3);

        async Task<IEnumerable<int>> AtAsync(double from, double to) => (await ledger.HistoryAsync("Flag", "a", null, null, 10, (start.AddHours(from), start.AddHours(to)))).Select(v => v.Version);
    }

    private static string Shown(StoredResource version) => $"{version.Type}/{version.Id}/{version.Version}";
}
