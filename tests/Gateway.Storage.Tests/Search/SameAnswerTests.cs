using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;
using Gateway.Storage.Search;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Search;

/// <summary>The property that one semantics rules: on random resources, every random query finds the same in memory and on each store, page by page.</summary>
[Collection(nameof(Stores))]
public sealed class SameAnswerTests(Stores stores)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_query_finds_the_same_in_memory_and_on_each_store(int seed)
    {
        var random = new RandomResources(seed);
        var (index, extractor) = (new SearchIndex(), new IndexExtractor());
        var ledgers = new List<GatewayLedger>();
        foreach (var kind in Stores.Names)
            ledgers.Add(await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System));
        for (var number = 0; number < 160; number++)
        {
            var resource = Read(random.Resource(number));
            var values = extractor.Extract(resource);
            index.Add(resource, values);
            foreach (var ledger in ledgers)
                await ledger.WriteAsync($"{number}", s => s.PutAsync(resource.Type.Name, $"{number}", "PUT", (_, _) => FhirJson.ToUtf8(resource), () => values));
        }

        var found = 0;
        for (var i = 0; i < 200; i++)
        {
            var text = random.Query();
            var parse = SearchQueryParser.Parse(text[..text.IndexOf('?', StringComparison.Ordinal)], text[(text.IndexOf('?', StringComparison.Ordinal) + 1)..]);
            if (parse.Query is not { } query)
            {
                parse.Faults.Should().BeEmpty($"the queries are sound: {text}");
                continue;
            }

            var due = new InMemorySearch(index).Run(query);
            found += due.Total;
            foreach (var ledger in ledgers)
                await CompareAsync(text, ledger, index, query, due);
        }

        found.Should().BeGreaterThan(500, "queries that find nothing show nothing");
        foreach (var ledger in ledgers)
            await ledger.DisposeAsync();
    }

    private static async Task CompareAsync(string text, GatewayLedger ledger, SearchIndex index, SearchQuery query, SearchResult due)
    {
        var search = new LedgerSearch(ledger);
        var page = await search.FindAsync(query with { Total = TotalMode.Accurate });
        var because = $"{ledger.Database.Kind}: {text}";
        page.Total.Should().Be(due.Total, because);
        page.Matches.Select(m => $"{m.Type}/{m.Id}").Should().Equal(due.Matches.Select(m => m.ToString()), because);
        page.Included.Select(m => $"{m.Type}/{m.Id}").Should().BeEquivalentTo(due.Included.Select(m => m.ToString()), because);
        (page.Next is null).Should().Be(due.Next is null, because);
        if (page.Next is null)
            return;
        var (next, dueNext) = (await search.FindAsync(query, page.Next), new InMemorySearch(index).Run(query, due.Next));
        next.Matches.Select(m => $"{m.Type}/{m.Id}").Should().Equal(dueNext.Matches.Select(m => m.ToString()), $"page 2, {because}");
    }

    private static Element Read(string json) => FhirJson.Read(Encoding.UTF8.GetBytes(json)) is { IsRead: true } read ? read.Root : throw new InvalidOperationException(json);
}
