using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Changes;

/// <summary>Searches that the ledger alone answers, page by page.</summary>
[Collection(SharedStores.Name)]
public sealed class PageTests(AccessDemos demos)
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task All_matches_come_once_in_their_order_and_none_that_is_hidden(string store)
    {
        var demo = await demos.OnAsync(store);
        var text = Kept.New();
        for (var i = 0; i < 23; i++)
            await demo.SendAsync("POST", "Substance", $$"""{"resourceType":"Substance","identifier":[{"system":"urn:kept","value":"{{text}}"}],"status":"{{(i % 3 == 0 ? "inactive" : "active")}}","code":{"text":"{{text}}"} }""");
        var all = await IdsAsync(demo, $"Substance?identifier=urn:kept|{text}&_count=7&_sort=-_lastUpdated");
        all.Should().HaveCount(23).And.OnlyHaveUniqueItems();
        (await IdsAsync(demo, $"Substance?identifier=urn:kept|{text}&_count=5&_sort=_lastUpdated")).Should().Equal(Enumerable.Reverse(all));
        (await IdsAsync(demo, $"Substance?identifier=urn:kept|{text}&_count=4")).Should().Equal(all.Order(StringComparer.Ordinal));

        // What the scopes hide is not there: no gap, no number, no page of it.
        var keeper = Kept.Keeper("system/Substance.rs?status=active");
        var pages = new List<int>();
        var (found, next) = (new List<string>(), (string?)$"Substance?identifier=urn:kept|{text}&_count=5");
        while (next is not null)
        {
            var page = (await demo.SendAsAsync(keeper, "GET", next)).Resource;
            var ids = Ids(page).ToList();
            found.AddRange(ids);
            pages.Add(ids.Count);
            next = NextOf(page);
        }

        found.Should().HaveCount(15).And.BeSubsetOf(all);
        pages.Should().Equal(5, 5, 5);
    }

    [Fact]
    public async Task What_sources_hold_and_the_ledger_too_is_said_to_be_incomplete_where_nobody_is_named()
    {
        var demo = await demos.OnAsync("sqlite");
        var text = Kept.New();
        await demo.SendAsync("POST", "Patient", Kept.Patient(text));
        var lenient = await demo.SendAsync("GET", "Patient?active:missing=true&_count=3");
        lenient.Found.Total.Should().BeNull("nobody asked the sources, which are asked about named persons only");
        lenient.Resource["entry"].SelectMany(e => e["resource"]).Where(r => r.Type.Name == "OperationOutcome").SelectMany(o => o["issue"])
            .Where(i => i["details"].SelectMany(d => d["coding"]).Any(c => c.ChildText("code") == "not-linked")).Select(i => i.ChildText("severity")).Should().NotBeEmpty().And.OnlyContain(s => s == "warning");
        (await demo.SendAsync("GET", "Patient?active:missing=true", null, ("Prefer", "handling=strict"))).Status.Should().Be(System.Net.HttpStatusCode.BadRequest);
    }

    private static async Task<List<string>> IdsAsync(RunningDemo demo, string first)
    {
        var (found, next) = (new List<string>(), (string?)first);
        while (next is not null)
        {
            var page = (await demo.SendAsync("GET", next)).Resource;
            found.AddRange(Ids(page));
            next = NextOf(page);
        }

        return found;
    }

    private static IEnumerable<string> Ids(Element page) => page["entry"].SelectMany(e => e["resource"]).Where(r => r.Type.Name != "OperationOutcome").Select(r => r.ChildText("id")!);

    private static string? NextOf(Element bundle) => bundle["link"].Where(l => l.ChildText("relation") == "next").Select(l => l.ChildText("url")!.Split("/fhir/")[1]).FirstOrDefault();
}
