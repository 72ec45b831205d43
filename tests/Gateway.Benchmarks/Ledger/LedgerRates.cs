using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;
using Gateway.Storage;
using Gateway.Storage.Audit;
using Gateway.Storage.Ledger;
using Gateway.Storage.Search;
using Gateway.Storage.Tests.Data;
using Npgsql;

namespace Gateway.Benchmarks.Ledger;

/// <summary>
/// Durable writes of the ledger against the same inserts by hand, one transaction each, with as many writers; audit records likewise; reads and indexed searches
/// in a small ledger and a large one. Look at the ratios.
/// </summary>
internal static class LedgerRates
{
    private const int Writers = 64;
    private const int Small = 1_000;
    private const int Rounds = 7;
    private static readonly TimeSpan s_each = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_turn = TimeSpan.FromSeconds(1.5);

    /// <param name="large">The number of resources of the large ledger.</param>
    public static async Task PrintAsync(int large)
    {
        // A million resources with their index are 3 GB; the server's own 128 MB are not meant for that.
        await using var server = await PostgresServer.StartAsync("shared_buffers=4GB");
        var options = new LedgerOptions { Postgres = await server.CreateDatabaseAsync() };
        await using (var ledger = await GatewayLedger.OpenAsync(options, TimeProvider.System))
        {
            await WritesAsync(ledger, options.Postgres);
            await AuditAsync(ledger, options.Postgres);
        }

        foreach (var kind in new[] { "postgres", "sqlite" })
        {
            async Task<LedgerOptions> NewAsync() => kind == "postgres" ? new LedgerOptions { Postgres = await server.CreateDatabaseAsync() } : new LedgerOptions { File = Path.GetTempFileName() };
            await ScaleAsync(await NewAsync(), await NewAsync(), kind, large);
        }
    }

    private static async Task WritesAsync(GatewayLedger ledger, string connection)
    {
        var content = new byte[4096];
        for (var round = 0; round < 2; round++)
        {
            var tag = $"{round}";
            var raw = await RateAsync(connection, async (sql, writer, i) =>
            {
                sql.CommandText = """
                    with r as (insert into resource (type, id, version, updated, deleted, content) values ('Raw', @id, 1, 1, false, @content) returning rid),
                    v as (insert into resource_version (rid, version, type, id, updated, method, content) select rid, 1, 'Raw', @id, 1, 'PUT', @content from r)
                    insert into event (number, recorded, kind, type, id, version) values (@number, 1, 'resource.created', 'Raw', @id, 1)
                    """;
                sql.Parameters.AddWithValue("id", $"{tag}-{writer}-{i}");
                sql.Parameters.AddWithValue("content", content);
                sql.Parameters.AddWithValue("number", 1_000_000_000L + (round * 100_000_000L) + (writer * 1_000_000L) + i);
                await sql.ExecuteNonQueryAsync();
            });
            var ours = await RateAsync((writer, i) => ledger.WriteAsync($"{tag}-{writer}-{i}", s => s.PutAsync("Flag", $"{tag}-{writer}-{i}", "PUT", (_, _) => content)));
            Print($"round {round + 1}, durable writes a second, {Writers} writers: by hand {raw:F0}, ledger {ours:F0}, ratio {ours / raw:F2}");
        }
    }

    private static async Task AuditAsync(GatewayLedger ledger, string connection)
    {
        var (log, record) = (new AuditLog(ledger), new byte[600]);
        for (var round = 0; round < 2; round++)
        {
            var raw = await RateAsync(connection, async (sql, _, _) =>
            {
                sql.CommandText = "insert into inbox (client, key, digest, recorded, status, content_type, response) values ('raw', @key, '', 1, 1, '', @record)";
                sql.Parameters.AddWithValue("key", Guid.NewGuid().ToString());
                sql.Parameters.AddWithValue("record", record);
                await sql.ExecuteNonQueryAsync();
            });
            var ours = await RateAsync((_, _) => log.AppendAsync(record));
            Print($"round {round + 1}, durable audit records a second: plain inserts {raw:F0}, ledger {ours:F0}, ratio {ours / raw:F2}");
        }
    }

    // In turns, so that what else the machine does weighs on both alike.
    private static async Task ScaleAsync(LedgerOptions smallOptions, LedgerOptions largeOptions, string kind, int large)
    {
        await using var small = await GatewayLedger.OpenAsync(smallOptions, TimeProvider.System);
        await using var big = await GatewayLedger.OpenAsync(largeOptions, TimeProvider.System);
        await FillAsync(small, 0, Small);
        var watch = Stopwatch.StartNew();
        await FillAsync(big, 0, large);
        Print($"{kind}: {large} resources stored in {watch.Elapsed.TotalSeconds:F0} s; the process has {Environment.WorkingSet / 1_000_000} MB");
        await SettleAsync(smallOptions);
        await SettleAsync(largeOptions);
        var reads = new List<(double Small, double Large)>();
        var searches = new List<(double Small, double Large)>();
        for (var round = 0; round < Rounds; round++)
        {
            reads.Add((await CostAsync(i => small.FindAsync("Patient", Id(i, Small))), await CostAsync(i => big.FindAsync("Patient", Id(i, large)))));
            searches.Add((await CostAsync(i => SearchAsync(small, Id(i, Small))), await CostAsync(i => SearchAsync(big, Id(i, large)))));
        }

        Print($"{kind}, read: {Median(reads.Select(r => r.Small)):F0} us of {Small}, {Median(reads.Select(r => r.Large)):F0} us of {large}, ratio {Median(reads.Select(r => r.Large / r.Small)):F2}");
        Print($"{kind}, search by identifier: {Median(searches.Select(r => r.Small)):F0} us, {Median(searches.Select(r => r.Large)):F0} us, ratio {Median(searches.Select(r => r.Large / r.Small)):F2}; the process has {Environment.WorkingSet / 1_000_000} MB");
    }

    // What a server does behind a load of writes (vacuum, checkpoint) is of the load, not of the reads that are measured next.
    private static async Task SettleAsync(LedgerOptions options)
    {
        if (options.Postgres is null)
            return;
        await using var source = NpgsqlDataSource.Create($"{options.Postgres};Command Timeout=600");
        foreach (var statement in (string[])["vacuum analyze", "checkpoint"])
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static Task<SearchPage> SearchAsync(GatewayLedger ledger, string id) =>
        new LedgerSearch(ledger).FindAsync(SearchQueryParser.Parse("Patient", $"identifier=https://fhir.nhs.uk/Id/nhs-number|{id}").Query!);

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static string Id(int i, int size) => ((int)((long)i * 7919 % size)).ToString(CultureInfo.InvariantCulture);

    private static async Task FillAsync(GatewayLedger ledger, int from, int to)
    {
        var extractor = new IndexExtractor();
        for (var at = from; at < to; at += 2_000)
            await Task.WhenAll(Enumerable.Range(at, Math.Min(2_000, to - at)).Select(i =>
            {
                var id = i.ToString(CultureInfo.InvariantCulture);
                var patient = FhirJson.Read(Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient","id":"{{id}}","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{id}}"}],"name":[{"family":"F{{i % 5000}}","given":["G{{i % 700}}"]}],"gender":"male","birthDate":"19{{10 + (i % 90)}}-0{{1 + (i % 9)}}-11"}""")).Root;
                return ledger.WriteAsync(id, s => s.PutAsync("Patient", id, "PUT", (_, _) => FhirJson.ToUtf8(patient), () => extractor.Extract(patient)));
            }));
    }

    private static async Task<double> CostAsync(Func<int, Task> work)
    {
        for (var i = 0; i < 200; i++)
            await work(i);
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; watch.Elapsed < s_turn; count++)
            await work(count);
        return watch.Elapsed.TotalMicroseconds / count;
    }

    private static async Task<double> RateAsync(Func<int, int, Task> work)
    {
        var count = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var i = 0; watch.Elapsed < s_each; i++)
            {
                await work(writer, i);
                Interlocked.Increment(ref count);
            }
        }));
        return count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> RateAsync(string connection, Func<NpgsqlCommand, int, int, Task> work)
    {
        await using var source = NpgsqlDataSource.Create(connection.Replace("Maximum Pool Size=40", $"Maximum Pool Size={Writers}", StringComparison.Ordinal));
        return await RateAsync(async (writer, i) =>
        {
            await using var command = source.CreateCommand();
            await work(command, writer, i);
        });
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
