using System.Text;
using Dapper;
using Gateway.Storage.Audit;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Audit;

[Collection(nameof(Stores))]
public sealed class AuditSubjectTests(Stores stores)
{
    private readonly SetTime _time = new();

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Records_are_found_by_whom_they_are_about_as_soon_as_they_are_there_and_after_they_are_indexed(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        var log = new AuditLog(ledger);
        await log.AppendAsync([Entry("1", "anna", "anna", "b\"ert"), Entry("2", "b\"ert"), Entry("3")]);
        foreach (var _ in new[] { "waiting", "indexed", "again" })
        {
            (await FoundAsync(log, "anna")).Should().Equal("1");
            (await FoundAsync(log, "b\"ert")).Should().Equal("2", "1");
            (await FoundAsync(log, "anna", "b\"ert")).Should().Equal("2", "1");
            (await FoundAsync(log, "nobody")).Should().BeEmpty();
            (await FoundAsync(log)).Should().Equal("3", "2", "1");
            await log.IndexAsync();
        }

        (await IndexedAsync(ledger)).Should().Equal("1 anna", "1 b\"ert", "2 b\"ert");
        await log.AppendAsync([Entry("4", "anna")]);
        (await FoundAsync(log, "anna")).Should().Equal("4", "1");
        (await log.VerifyAsync([], null)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Nodes_that_index_while_records_come_bring_each_into_the_index_once(string kind)
    {
        var options = await stores.NewAsync(kind);
        await using var first = await GatewayLedger.OpenAsync(options, _time);
        await using var second = await GatewayLedger.OpenAsync(options, _time);
        AuditLog[] logs = [new(first), new(second)];
        await Task.WhenAll(Enumerable.Range(0, 1_200).Select(i => logs[i % 2].AppendAsync([Entry($"{i}", $"p{i % 100}")])).Concat(logs.Select(l => l.IndexAsync())));
        await Task.WhenAll(logs.Select(l => l.IndexAsync()));
        (await IndexedAsync(first)).Should().HaveCount(1_200);
        (await FoundAsync(logs[0], "p7")).Should().BeEquivalentTo(Enumerable.Range(0, 12).Select(i => $"{(i * 100) + 7}"));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_is_removed_is_not_indexed_afterwards_nor_found(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        var log = new AuditLog(ledger);
        await log.AppendAsync([Entry("1", "anna")]);
        await log.IndexAsync();
        await log.AppendAsync([Entry("2", "anna")]);
        _time.Now = _time.Now.AddMonths(1);
        await log.AppendAsync([Entry("3", "anna")]);
        (await log.RemoveBeforeAsync(_time.Now)).Should().Be(2);
        await log.IndexAsync();
        (await IndexedAsync(ledger)).Should().Equal("3 anna");
        (await FoundAsync(log, "anna")).Should().Equal("3");
    }

    private static AuditEntry Entry(string content, params string[] subjects) => new(Encoding.UTF8.GetBytes(content), subjects);

    private static async Task<IEnumerable<string>> FoundAsync(AuditLog log, params string[] subjects) =>
        (await log.FindAsync(subjects, DateTimeOffset.MinValue.AddYears(2000), DateTimeOffset.MaxValue.AddYears(-1), 2_000)).Select(r => Encoding.UTF8.GetString(r.Content.Span));

    private static async Task<IEnumerable<string>> IndexedAsync(GatewayLedger ledger)
    {
        await using var connection = await ledger.Database.OpenAsync(default);
        return await connection.QueryAsync<string>("select number || ' ' || subject from audit_subject order by number, subject");
    }
}
