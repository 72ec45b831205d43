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
    private static readonly TimeSpan s_each = TimeSpan.FromSeconds(4);

    /// <param name="large">The number of resources of the large ledger.</param>
    public static async Task PrintAsync(int large)
    {
        await using var server = await PostgresServer.StartAsync();
        var options = new LedgerOptions { Postgres = await server.CreateDatabaseAsync() };
        await using (var ledger = await GatewayLedger.OpenAsync(options, TimeProvider.System))
        {
            await WritesAsync(ledger, options.Postgres);
            await AuditAsync(ledger, options.Postgres);
        }

        foreach (var kind in new[] { "postgres", "sqlite" })
            await ScaleAsync(kind == "postgres" ? new LedgerOptions { Postgres = await server.CreateDatabaseAsync() } : new LedgerOptions { File = Path.GetTempFileName() }, kind, large);
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

    private static async Task ScaleAsync(LedgerOptions options, string kind, int large)
    {
        await using var ledger = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        var filled = 0;
        (double Read, double Search)? small = null;
        foreach (var size in new[] { 1_000, large })
        {
            filled = await FillAsync(ledger, filled, size);
            var read = await CostAsync(i => ledger.FindAsync("Patient", Id(i, size)));
            var search = await CostAsync(i => new LedgerSearch(ledger).FindAsync(SearchQueryParser.Parse("Patient", $"identifier=https://fhir.nhs.uk/Id/nhs-number|{Id(i, size)}").Query!));
            Print($"{kind}, {size} resources: read {read:F0} us, search by identifier {search:F0} us{(small is { } s ? $", ratio {read / s.Read:F2} and {search / s.Search:F2}" : "")}");
            small ??= (read, search);
        }
    }

    private static string Id(int i, int size) => ((int)((long)i * 7919 % size)).ToString(CultureInfo.InvariantCulture);

    private static async Task<int> FillAsync(GatewayLedger ledger, int from, int to)
    {
        var extractor = new IndexExtractor();
        for (var at = from; at < to; at += 2_000)
            await Task.WhenAll(Enumerable.Range(at, Math.Min(2_000, to - at)).Select(i =>
            {
                var id = i.ToString(CultureInfo.InvariantCulture);
                var patient = FhirJson.Read(Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient","id":"{{id}}","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{id}}"}],"name":[{"family":"F{{i % 5000}}","given":["G{{i % 700}}"]}],"gender":"male","birthDate":"19{{10 + (i % 90)}}-0{{1 + (i % 9)}}-11"}""")).Root;
                return ledger.WriteAsync(id, s => s.PutAsync("Patient", id, "PUT", (_, _) => FhirJson.ToUtf8(patient), extractor.Extract(patient)));
            }));
        return to;
    }

    private static async Task<double> CostAsync(Func<int, Task> work)
    {
        for (var i = 0; i < 200; i++)
            await work(i);
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; watch.Elapsed < s_each; count++)
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
