using System.Net;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Persons;

/// <summary>What the answer to a search says of itself, and which searches are not answered.</summary>
public sealed class SearchAnswerTests(EmptyStores stores) : IClassFixture<EmptyStores>
{
    [Fact]
    public async Task Who_has_what_is_only_counted_is_not_said_to_know_nothing()
    {
        foreach (var store in Stores.Names)
            foreach (var area in (string[])["store", "essex"])
            {
                var demo = await stores.OnAsync(area, store, WardRecords.FillAsync);
                foreach (var way in (string[])["_summary=count", "_count=0", "_count=0&_total=accurate"])
                {
                    var some = await demo.SearchAsync($"Patient?family=chalmers&{way}", DemoClients.RecordKeeper);
                    LedgerSaid(some).Should().Be("answered", $"{way} in {area} on {store}");
                    if (area == "store")
                        some.Found.Total.Should().Be("2");
                    LedgerSaid(await demo.SearchAsync($"Patient?family=nobody&{way}", DemoClients.RecordKeeper)).Should().Be("nothing-known", $"{way} in {area} on {store}");
                }
            }
    }

    [Fact]
    public async Task A_parameter_of_some_of_the_types_that_are_searched_is_refused_and_one_of_none_is_left_out()
    {
        var demo = await stores.OnAsync("store", "sqlite", WardRecords.FillAsync);
        foreach (var query in (string[])["?_type=Patient,Observation&name=x", "?_type=Observation,Patient&name=x", "?_type=Patient,Observation&organization.name=ward", "?name=x", "Patient/s1/*?name=x"])
        {
            var refused = await demo.SearchAsync(query, DemoClients.RecordKeeper);
            refused.Status.Should().Be(HttpStatusCode.BadRequest, query);
            refused.Text.Should().Contain("not of all");
        }

        WardRecords.Ids(await demo.SearchAsync("?_type=Patient,Organization&name=ward", DemoClients.RecordKeeper), "match").Should().Be("org1 org2 org3");
        var left = await demo.SearchAsync("?_type=Patient,Observation&no-such=x", DemoClients.RecordKeeper);
        left.Status.Should().Be(HttpStatusCode.OK);
        left.Text.Should().Contain("is left out");
        (await demo.SearchAsync("?_type=Patient,Observation&no-such=x", DemoClients.RecordKeeper, isStrict: true)).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    private static string? LedgerSaid(Data.Answer answer)
    {
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return answer.Resource["entry"].SelectMany(e => e["resource"]).Where(r => r.Type.Name == "OperationOutcome").SelectMany(o => o["issue"]).SelectMany(i => i["details"]).Select(d => d["coding"].ToDictionary(c => c.ChildText("system")!, c => c.ChildText("code")))
            .Single(c => c.GetValueOrDefault("https://health-justice.example/fhir/CodeSystem/source") == "ledger")["https://health-justice.example/fhir/CodeSystem/completeness"];
    }
}
