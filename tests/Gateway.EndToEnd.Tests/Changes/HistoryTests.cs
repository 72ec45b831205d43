using System.Globalization;
using System.Net;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Changes;

/// <summary>Versions, and what reads say of them.</summary>
[Collection(SharedStores.Name)]
public sealed class HistoryTests(AccessDemos demos)
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Each_version_is_read_and_listed_newest_first(string store)
    {
        var demo = await demos.OnAsync(store);
        var address = await VersionsAsync(demo);
        (await demo.SendAsync("GET", $"{address}/_history/1")).Resource["name"].Should().BeEmpty();
        var second = await demo.SendAsync("GET", $"{address}/_history/2");
        (second.Resource["name"].First().ChildText("text"), second.Headers.ETag!.ToString()).Should().Be(("second", "W/\"2\""));
        (await demo.SendAsync("GET", $"{address}/_history/3")).Status.Should().Be(HttpStatusCode.Gone);
        (await demo.SendAsync("GET", $"{address}/_history/4")).Status.Should().Be(HttpStatusCode.NotFound);
        foreach (var version in (string[])["x", "01", "+1", "0", "1.0"])
            (await demo.SendAsync("GET", $"{address}/_history/{version}")).Status.Should().Be(HttpStatusCode.NotFound, version);

        var history = (await demo.SendAsync("GET", $"{address}/_history")).Resource;
        history.ChildText("type").Should().Be("history");
        history.ChildText("total").Should().Be("3");
        history["entry"].SelectMany(e => e["request"]).Select(r => (r.ChildText("method"), r.ChildText("url"))).Should().Equal(("DELETE", address), ("PUT", address), ("POST", "Patient"));
        history["entry"].SelectMany(e => e["response"]).Select(r => (r.ChildText("status"), r.ChildText("etag"))).Should().Equal(("204", "W/\"3\""), ("200", "W/\"2\""), ("201", "W/\"1\""));
        history["entry"].Select(e => e["resource"].Any()).Should().Equal(false, true, true);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Histories_of_a_type_and_of_all_are_given_in_pages_for_their_caller_alone(string store)
    {
        var demo = await demos.OnAsync(store);
        var addresses = new List<string>();
        for (var i = 0; i < 5; i++)
            addresses.Add(Kept.Address(await demo.SendAsync("POST", "Basic", $$"""{"resourceType":"Basic","code":{"text":"{{i}}"} }""")));
        foreach (var path in (string[])["Basic/_history", "_history"])
        {
            var (found, next, pages) = (new List<string>(), $"{path}?_count=2", 0);
            while (next is not null && pages++ < 3)
            {
                var page = (await demo.SendAsync("GET", next)).Resource;
                page["entry"].Count().Should().BeLessThanOrEqualTo(2);
                found.AddRange(page["entry"].SelectMany(e => e["resource"]).Select(r => $"{r.Type.Name}/{r.ChildText("id")}"));
                next = NextOf(page);
                if (next is not null)
                    (await demo.AskAsync(DemoClients.Practitioner, $"fhir/{next}")).Status.Should().Be(path == "_history" ? HttpStatusCode.BadRequest : HttpStatusCode.Forbidden);
            }

            found.Take(5).Should().Equal(Enumerable.Reverse(addresses), path);
        }
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_history_is_asked_from_a_moment_and_at_one(string store)
    {
        var demo = await demos.OnAsync(store);
        var address = await VersionsAsync(demo);
        var times = (await demo.SendAsync("GET", $"{address}/_history")).Resource["entry"].SelectMany(e => e["response"]).Select(r => r.ChildText("lastModified")!).ToList();
        (await VersionsOf(demo, $"{address}/_history?_since={times[0]}")).Should().Equal("W/\"3\"");
        (await VersionsOf(demo, $"{address}/_history?_since={Later(times[0], 3600)}")).Should().BeEmpty();
        (await VersionsOf(demo, $"{address}/_history?_at={Later(times[0], 3600)}")).Should().Equal("W/\"3\"");
        (await VersionsOf(demo, $"{address}/_history?_at=2001")).Should().BeEmpty();
        (await VersionsOf(demo, $"{address}/_history?_count=1")).Should().Equal("W/\"3\"");
        foreach (var wrong in (string[])["_since=yesterday", "_at=ge2020", "_count=x", "_since=2020&_since=2021", "_cursor=abc"])
            (await demo.SendAsync("GET", $"{address}/_history?{wrong}")).Status.Should().Be(HttpStatusCode.BadRequest, wrong);
    }

    [Fact]
    public async Task A_read_is_not_repeated_to_who_has_it()
    {
        var demo = await demos.OnAsync("sqlite");
        var created = await demo.SendAsync("POST", "Patient", Kept.Patient(Kept.New()));
        var address = Kept.Address(created);
        var known = await demo.SendAsync("GET", address, null, ("If-None-Match", "W/\"1\""));
        (known.Status, known.Body.Length, known.Headers.ETag!.ToString()).Should().Be((HttpStatusCode.NotModified, 0, "W/\"1\""));
        (await demo.SendAsync("GET", address, null, ("If-None-Match", "W/\"2\""))).Status.Should().Be(HttpStatusCode.OK);
        (await demo.SendAsync("GET", address, null, ("If-Modified-Since", DateTimeOffset.UtcNow.AddMinutes(1).ToString("R", CultureInfo.InvariantCulture)))).Status.Should().Be(HttpStatusCode.NotModified);
        (await demo.SendAsync("GET", address, null, ("If-Modified-Since", DateTimeOffset.UtcNow.AddDays(-1).ToString("R", CultureInfo.InvariantCulture)))).Status.Should().Be(HttpStatusCode.OK);

        // A tag opens nothing: whoever may not see it is told what everybody is told of nothing.
        (await demo.SendAsAsync(Kept.Keeper("system/Patient.rs?active=true"), "GET", address, null, ("If-None-Match", "W/\"1\""))).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("_elements=identifier", "id", "meta", "identifier")]
    [InlineData("_summary=data", "id", "meta", "identifier", "photo")]
    [InlineData("_summary=true", "id", "meta", "identifier")]
    public async Task Of_what_is_read_that_part_is_given_which_was_asked_for(string query, params string[] elements)
    {
        var demo = await demos.OnAsync("sqlite");
        var address = Kept.Address(await demo.SendAsync("POST", "Patient", Kept.Patient(Kept.New(), ""","photo":[{"title":"x"}]""")));
        var part = (await demo.SendAsync("GET", $"{address}?{query}")).Resource;
        part.Children.Select(c => c.Name).Distinct().Should().Equal(elements);
        part["meta"].SelectMany(m => m["tag"]).Select(t => t.ChildText("code")).Should().Equal("SUBSETTED");
        (await demo.SendAsync("GET", $"{address}?_summary=nonsense")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Of_what_a_source_holds_the_present_version_is_all()
    {
        var demo = await demos.OnAsync("sqlite");
        var number = RunningDemo.Escaped(RunningDemo.Nhs, demo.People.KnownEverywhere.NhsNumber!);
        var id = (await demo.SearchAsync($"Flag?patient.identifier={number}", DemoClients.RecordKeeper)).Found.Of("Flag").Select(f => f.ChildText("id")!).First(i => i.Length == 64);
        var history = (await demo.SendAsync("GET", $"Flag/{id}/_history")).Resource;
        history["entry"].SelectMany(e => e["resource"]).Select(r => r.ChildText("id")).Should().Equal(id);
        (await demo.SendAsync("GET", $"Flag/{id}/_history/no-such-version")).Status.Should().Be(HttpStatusCode.NotFound);
        var version = history["entry"].SelectMany(e => e["resource"]).SelectMany(r => r["meta"]).Select(m => m.ChildText("versionId")).FirstOrDefault() ?? (await demo.SendAsync("GET", $"Flag/{id}")).Headers.ETag!.Tag.Trim('"');
        var part = await demo.SendAsync("GET", $"Flag/{id}/_history/{version}?_elements=status");
        (part.Status, part.Resource["identifier"].Any(), part.Text.Contains("SUBSETTED", StringComparison.Ordinal)).Should().Be((HttpStatusCode.OK, false, true), part.Text);
    }

    private static async Task<string> VersionsAsync(RunningDemo demo)
    {
        var address = await demo.PatientAsync();
        await demo.SendAsync("PUT", address, $$"""{"resourceType":"Patient","id":"{{address.Split('/')[1]}}","name":[{"text":"second"}]}""");
        await demo.SendAsync("DELETE", address);
        return address;
    }

    private static async Task<IEnumerable<string?>> VersionsOf(RunningDemo demo, string path) =>
        (await demo.SendAsync("GET", path)).Resource["entry"].SelectMany(e => e["response"]).Select(r => r.ChildText("etag"));

    private static string Later(string time, int seconds) =>
        DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).AddSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string? NextOf(Element bundle) => bundle["link"].Where(l => l.ChildText("relation") == "next").Select(l => l.ChildText("url")!.Split("/fhir/")[1]).FirstOrDefault();
}
