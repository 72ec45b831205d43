using System.Security.Cryptography;
using System.Text;
using Dapper;
using Gateway.Storage.Audit;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Audit;

[Collection(nameof(Stores))]
public sealed class AuditTests(Stores stores)
{
    private readonly SetTime _time = new();

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Records_of_many_nodes_make_one_chain(string kind)
    {
        var options = await stores.NewAsync(kind);
        await using var first = await GatewayLedger.OpenAsync(options, _time);
        await using var second = await GatewayLedger.OpenAsync(options, _time);
        var logs = new[] { new AuditLog(first), new AuditLog(second) };
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => logs[i % 2].AppendAsync(Encoding.UTF8.GetBytes($"r{i}"))));
        (await logs[0].VerifyAsync([], null)).Should().BeEmpty();
        var records = await logs[1].ReadAsync(0, 1000);
        records.Select(r => Encoding.UTF8.GetString(r.Content.Span)).Should().BeEquivalentTo(Enumerable.Range(0, 400).Select(i => $"r{i}"));
        records.Select(r => r.Number).Should().Equal(Enumerable.Range(1, 400).Select(n => (long)n));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_node_goes_on_where_another_has_ended_whether_it_adds_records_alone_or_with_a_change(string kind)
    {
        var options = await stores.NewAsync(kind);
        await using var first = await GatewayLedger.OpenAsync(options, _time);
        await using var second = await GatewayLedger.OpenAsync(options, _time);
        var (mine, theirs) = (new AuditLog(first), new AuditLog(second));
        var told = new List<string>();
        for (var i = 0; i < 120; i++)
        {
            // Alone for a while, then one between, then in turns, then with changes of its own.
            var isTheirs = i == 35 || (i is > 60 and < 90 && i % 2 == 0);
            told.Add($"r{i}");
            var record = Encoding.UTF8.GetBytes(told[i]);
            if (i > 100 && i % 3 == 0)
                await first.WriteAsync($"Flag/{i}", async session =>
                {
                    await session.PutAsync("Flag", $"f{i}", "PUT", (_, _) => "x"u8.ToArray());
                    session.Audit(new AuditEntry(record, []));
                    return true;
                });
            else
                await (isTheirs ? theirs : mine).AppendAsync(record);
        }

        (await mine.ReadAsync(0, 1000)).Select(r => Encoding.UTF8.GetString(r.Content.Span)).Should().Equal(told);
        (await theirs.VerifyAsync([], null)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_was_altered_removed_reordered_or_cut_off_is_named(string kind)
    {
        (await TamperedAsync(kind, "update audit_record set content = @other where number = 5")).Should().Equal("Altered 5");
        (await TamperedAsync(kind, "update audit_record set recorded = recorded + 1 where number = 5")).Should().Equal("Altered 5");
        (await TamperedAsync(kind, "delete from audit_record where number = 5")).Should().Equal("Removed 5");
        (await TamperedAsync(kind, "delete from audit_record where number in (5, 6)")).Should().Equal("Removed 5");
        (await TamperedAsync(kind, "update audit_record set number = 99 where number = 5; update audit_record set number = 5 where number = 6; update audit_record set number = 6 where number = 99")).Should().Equal("Altered 5", "Altered 6", "Altered 7");
        (await TamperedAsync(kind, "delete from audit_record where number > 18")).Should().Equal("Truncated 19");
        (await TamperedAsync(kind, "delete from audit_record where number > 18; update audit_tail set number = 18, hash = (select hash from audit_record where number = 18)")).Should().Equal("Truncated 19");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_chain_that_was_written_anew_does_not_meet_its_checkpoints(string kind)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (_, checkpoint) = await FilledAsync(kind, key, "a");
        var (forged, _) = await FilledAsync(kind, key, "b");
        await using (forged)
        {
            (await new AuditLog(forged).VerifyAsync([checkpoint], key)).Select(Shown).Should().Equal("Rewritten 20");
            (await new AuditLog(forged).VerifyAsync([checkpoint, "nonsense"], other)).Select(Shown).Should().Equal("FalseCheckpoint 20", "FalseCheckpoint 0");
            (await new AuditLog(forged).VerifyAsync([checkpoint.Replace("20 ", "21 ", StringComparison.Ordinal)], key)).Select(Shown).Should().Equal("FalseCheckpoint 21");
        }
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Old_months_are_removed_and_the_rest_still_verifies(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        var log = new AuditLog(ledger);
        for (var month = 0; month < 3; month++, _time.Now = _time.Now.AddMonths(1))
            for (var i = 0; i < 4; i++)
                await log.AppendAsync("x"u8.ToArray());
        (await log.RemoveBeforeAsync(_time.Now.AddMonths(-1))).Should().Be(8);
        (await log.ReadAsync(0, 100)).Select(r => r.Number).Should().Equal(9, 10, 11, 12);
        (await log.VerifyAsync([], null)).Should().BeEmpty();
        await log.AppendAsync("y"u8.ToArray());
        (await log.VerifyAsync([], null)).Should().BeEmpty();
        (await log.RemoveBeforeAsync(_time.Now.AddMonths(-1))).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_is_left_verifies_against_checkpoints_of_before_and_after_a_removal(string kind)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        var (log, checkpoints) = (new AuditLog(ledger), new List<string>());
        for (var month = 0; month < 3; month++, _time.Now = _time.Now.AddMonths(1))
            for (var i = 0; i < 2; i++)
            {
                await log.AppendAsync("x"u8.ToArray());
                checkpoints.Add((await log.CheckpointAsync(key))!.ToString());
            }

        await log.RemoveBeforeAsync(_time.Now.AddMonths(-1));
        (await log.VerifyAsync(checkpoints, key)).Should().BeEmpty();
        await using (var connection = await ledger.Database.OpenAsync(default))
            await connection.ExecuteAsync("update audit_anchor set hash = @hash", new { hash = new byte[32] });
        (await log.VerifyAsync(checkpoints, key)).Select(Shown).Should().Equal("Rewritten 4", "Altered 5");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_clock_set_back_over_the_end_of_a_month_leaves_no_gap_when_the_month_goes(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        var log = new AuditLog(ledger);
        foreach (var time in new[] { "2026-01-31T23:30Z", "2026-02-01T00:10Z", "2026-01-31T23:40Z", "2026-02-01T00:20Z" })
        {
            _time.Now = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
            await log.AppendAsync("x"u8.ToArray());
        }

        (await log.RemoveBeforeAsync(_time.Now)).Should().Be(1);
        (await log.ReadAsync(0, 10)).Select(r => r.Number).Should().Equal(2, 3, 4);
        (await log.VerifyAsync([], null)).Should().BeEmpty();
    }

    [NeedsPostgresFact]
    public async Task Months_are_partitions_that_go_while_others_write_and_what_a_dead_node_left_is_taken_away()
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync("postgres"), _time);
        var log = new AuditLog(ledger);
        for (var month = 0; month < 4; month++, _time.Now = _time.Now.AddMonths(1))
            await log.AppendAsync("x"u8.ToArray());
        (await PartitionsAsync(ledger)).Should().Equal("audit_record_202601", "audit_record_202602", "audit_record_202603", "audit_record_202604");

        // Of a node that died between the anchor and the partitions.
        await ledger.WriteAsync("x", s => s.ExecuteAsync("insert into audit_anchor select 202602, number, hash, 0 from audit_record where number = 1", null, default));
        (await log.VerifyAsync([], null)).Should().BeEmpty();
        var writing = Task.WhenAll(Enumerable.Range(0, 200).Select(_ => log.AppendAsync("y"u8.ToArray())));
        (await log.RemoveBeforeAsync(_time.Now.AddMonths(-2))).Should().Be(1);
        await writing;
        (await PartitionsAsync(ledger)).Should().Equal("audit_record_202603", "audit_record_202604", "audit_record_202605");
        (await log.VerifyAsync([], null)).Should().BeEmpty();
    }

    [NeedsPostgresFact]
    public async Task A_partition_whose_transaction_is_given_up_is_made_again()
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync("postgres"), _time);
        await using (var connection = await ledger.Database.OpenAsync(default))
        await using (var transaction = await ledger.Database.BeginAsync(connection, default))
            for (var i = 0; i < 2; i++)
                await ledger.Database.PrepareAuditAsync(connection, transaction, 202601);
        var log = new AuditLog(ledger);
        for (var i = 0; i < 3; i++)
            await log.AppendAsync("x"u8.ToArray());
        (await log.VerifyAsync([], null)).Should().BeEmpty();
    }

    private static async Task<IEnumerable<string>> PartitionsAsync(GatewayLedger ledger)
    {
        await using var connection = await ledger.Database.OpenAsync(default);
        return await connection.QueryAsync<string>("select inhrelid::regclass::text from pg_inherits where inhparent = 'audit_record'::regclass order by 1");
    }

    private async Task<string[]> TamperedAsync(string kind, string sql)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (ledger, checkpoint) = await FilledAsync(kind, key, "x");
        await using (ledger)
        {
            await using (var connection = await ledger.Database.OpenAsync(default))
                await connection.ExecuteAsync(sql, new { other = "other"u8.ToArray() });
            return [.. (await new AuditLog(ledger).VerifyAsync([checkpoint], key)).Select(Shown)];
        }
    }

    private async Task<(GatewayLedger Ledger, string Checkpoint)> FilledAsync(string kind, ECDsa key, string content)
    {
        var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        var log = new AuditLog(ledger);
        for (var i = 0; i < 20; i++)
            await log.AppendAsync(Encoding.UTF8.GetBytes($"{content}{i}"));
        return (ledger, (await log.CheckpointAsync(key))!.ToString());
    }

    private static string Shown(AuditFinding finding) => $"{finding.Kind} {finding.Number}";
}
