using System.Text.Json;
using Gateway.Commands;
using Gateway.Commands.Search;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;
using Gateway.Storage;
using Gateway.Storage.Ledger;
using Gateway.Storage.Search;
using Gateway.Storage.Tests.Data;

namespace Gateway.Tests.Commands.Search;

/// <summary>The search tests of fhir-candle on the ledger, on each kind of store.</summary>
public sealed class StoredSuiteTests : IClassFixture<Stores>
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);
    private readonly Stores _stores;

    public StoredSuiteTests(Stores stores) => _stores = stores;

    [NeedsSharedFact]
    public async Task Every_case_finds_on_each_store_what_it_finds_in_memory()
    {
        var folder = new DirectoryInfo(Path.Combine(TestFolders.Shared!, "suites", "search-fhir-candle"));
        var files = SearchFiles.Read([new DirectoryInfo(Path.Combine(folder.FullName, "data-r4"))], new Terminal(TextWriter.Null, TextWriter.Null));
        var cases = JsonSerializer.Deserialize<List<CandleCase>>(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "cases-r4.json")), s_json)!.Where(c => c.AuthKey is null && c.Total is not null).ToList();
        foreach (var kind in Stores.Names)
        {
            await using var ledger = await GatewayLedger.OpenAsync(await _stores.NewAsync(kind), TimeProvider.System);
            var writer = new ResourceWriter(ledger, new IndexExtractor(files.Context), () => throw new InvalidOperationException("All resources have ids."));
            await writer.WriteAsync([.. files.Resources.GroupBy(r => (r.Type.Name, r.ChildText("id"))).Select(g => new UpdateChange(g.Last()))]);
            foreach (var test in cases)
            {
                var target = SearchUrl.Split(test.Url)!;
                var query = SearchQueryParser.Parse(target.Type, target.Query, files.Context, new SearchOptions { Compartment = target.Compartment }).Query!;
                var page = await new LedgerSearch(ledger).FindAsync(query with { Total = TotalMode.Accurate });
                page.Total.Should().Be(CandleExceptions.All.TryGetValue(test.Url, out var known) ? known.Given : test.Total, $"{kind}: {test.Url}");
                if (test.EntryCount is { } entries)
                    (page.Matches.Count + page.Included.Count).Should().Be(entries, $"{kind}: {test.Url}");
            }
        }
    }
}
