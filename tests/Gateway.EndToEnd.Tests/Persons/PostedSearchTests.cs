using System.Net;
using Gateway.EndToEnd.Tests.Changes;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Persons;

/// <summary>Searches by form, by value sets and hierarchies, of types that nobody has, and histories: what is asked is answered or refused, and nothing is passed over.</summary>
public sealed class PostedSearchTests(EmptyStores stores) : IClassFixture<EmptyStores>
{
    private static readonly (string, string) s_form = ("Content-Type", "application/x-www-form-urlencoded");

    [Fact]
    public async Task What_stands_in_a_form_counts_as_in_the_URL_and_there_need_be_none()
    {
        var demo = await stores.OnAsync("store", "sqlite", WardRecords.FillAsync);

        (await demo.SendAsync("POST", "Patient/_search", "_id=s1&_format=xml", s_form)).ContentType.Should().Be("application/fhir+xml");
        (await demo.SendAsync("POST", "Patient/_search", "_id=s1&_format=application/fhir%2Bxml&_pretty=true", s_form)).Text.Should().Contain("\n  <");
        (await demo.SendAsync("POST", "Patient/_search", "_id=s1&_pretty=true", s_form)).Text.Should().Contain("\n  \"");
        (await demo.SendAsync("POST", "Patient/_search", "_id=s1&_format=text/csv", s_form)).Status.Should().Be(HttpStatusCode.NotAcceptable);
        WardRecords.Ids(await demo.SendAsync("POST", "Patient/_search?_id=s1"), "match").Should().Be("s1");
        (await demo.SendAsync("POST", "Patient/_search", "{}", ("Content-Type", "application/json"))).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);

        var first = await demo.SendAsync("POST", "Patient/_search", "_count=1", s_form);
        var cursor = first.Resource["link"].Single(l => l.ChildText("relation") == "next").ChildText("url")!.Split("_cursor=")[1];
        WardRecords.Ids(first, "match").Should().Be("s1");
        WardRecords.Ids(await demo.SendAsync("POST", "Patient/_search", $"_cursor={cursor}", s_form), "match").Should().Be("s2");
        (await demo.SendAsync("POST", "Patient/_search", "_cursor=other", s_form)).Status.Should().Be((await demo.SearchAsync("Patient?_cursor=other", DemoClients.RecordKeeper)).Status);
    }

    [Fact]
    public async Task Codes_are_found_by_loaded_value_sets_and_hierarchies_and_what_is_not_loaded_whole_finds_nothing_by_being_refused()
    {
        foreach (var store in Stores.Names)
        {
            var demo = await stores.OnAsync("store", store, WardRecords.FillAsync);
            WardRecords.Ids(await demo.SearchAsync("Observation?status:in=http://hl7.org/fhir/ValueSet/observation-status&patient=s1", DemoClients.RecordKeeper), "match").Should().Be("o1 o2");
            WardRecords.Ids(await demo.SearchAsync("Observation?status:not-in=http://hl7.org/fhir/ValueSet/observation-status", DemoClients.RecordKeeper), "match").Should().BeEmpty();
            WardRecords.Ids(await demo.SearchAsync("Observation?status:in=http://hl7.org/fhir/ValueSet/administrative-gender", DemoClients.RecordKeeper), "match").Should().BeEmpty();
            WardRecords.Ids(await demo.SearchAsync("Observation?status:below=http://hl7.org/fhir/observation-status|amended", DemoClients.RecordKeeper), "match").Should().BeEmpty();
            WardRecords.Ids(await demo.SearchAsync("Observation?status:above=http://hl7.org/fhir/observation-status|final&patient=s2", DemoClients.RecordKeeper), "match").Should().Be("o3");
            var unknown = await demo.SearchAsync("Observation?code:in=http://example.org/none", DemoClients.RecordKeeper);
            unknown.Status.Should().Be(HttpStatusCode.BadRequest);
            unknown.Text.Should().Contain("not loaded");
        }
    }

    [Fact]
    public async Task What_nobody_has_or_keeps_versions_of_is_not_there_to_be_searched()
    {
        var demo = await stores.OnAsync("store", "sqlite", WardRecords.FillAsync);
        foreach (var path in (string[])["Bundle", "Parameters", "Bundle/_history", "Patient/s1/Bundle"])
            (await demo.SendAsync("GET", path)).Status.Should().Be(HttpStatusCode.NotFound, path);
        (await demo.SearchAsync("AuditEvent/_history", DemoClients.Administrator)).Status.Should().Be(HttpStatusCode.NotFound);
        (await demo.SendAsync("GET", "Observation/_history")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_history_refuses_lists_leaves_out_of_its_own_address_what_it_does_not_know_and_refuses_that_too_where_its_caller_is_strict()
    {
        var demo = await stores.OnAsync("store", "sqlite", WardRecords.FillAsync);
        (await demo.SendAsync("GET", "Patient/s1/_history?_list=l1")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await demo.SendAsync("GET", "Patient/s1/_history?gender=male", null, ("Prefer", "handling=strict"))).Status.Should().Be(HttpStatusCode.BadRequest);
        (await demo.SendAsync("GET", "Patient/s1/_history?_count=5&_format=json", null, ("Prefer", "handling=strict"))).Status.Should().Be(HttpStatusCode.OK);
        var lenient = await demo.SendAsync("GET", "Patient/s1/_history?gender=male&_count=5");
        lenient.Status.Should().Be(HttpStatusCode.OK);
        lenient.Resource["link"].Single(l => l.ChildText("relation") == "self").ChildText("url").Should().EndWith("/fhir/Patient/s1/_history?_count=5");
    }

    [Fact]
    public async Task Who_asks_strictly_for_more_than_can_be_looked_at_is_told_to_narrow_the_search_and_not_to_try_again()
    {
        var demo = await stores.OnAsync("store", "sqlite", WardRecords.FillAsync);
        var most = (Federation.FederationOptions)demo.Gateway.Services.GetService(typeof(Federation.FederationOptions))!;
        var before = most.Records;
        most.Records = 3;
        var refused = await demo.SearchAsync("AuditEvent?_count=1", DemoClients.Administrator, isStrict: true);
        var given = await demo.SearchAsync("AuditEvent?_count=1", DemoClients.Administrator);
        most.Records = before;

        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        refused.Text.Should().Contain("too-costly");
        refused.Headers.RetryAfter.Should().BeNull();
        given.Status.Should().Be(HttpStatusCode.OK);
        given.Found.Total.Should().BeNull();
    }
}
