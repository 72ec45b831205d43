using System.Net;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Writing;

/// <summary>Transactions through the front door.</summary>
[Collection(KeptDemos.Name)]
public sealed class TransactionTests(AccessDemos demos)
{
    private const string One = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f01";
    private const string Two = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f02";
    private const string Patient = """{"resourceType":"Patient","active":true}""";

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task All_is_done_in_the_order_of_the_standard_whatever_the_order_of_the_entries(string store)
    {
        var demo = await demos.OnAsync(store);
        var (kept, gone) = (await demo.CreatedAsync(Patient), await demo.CreatedAsync(Patient));
        var answer = await demo.BundleAsync("transaction",
            Keeper.Entry("GET", $"Patient/{kept}"),
            Keeper.Entry("PATCH", $"Patient/{kept}", """{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"replace"},{"name":"path","valueString":"Patient.active"},{"name":"value","valueBoolean":false}]}]}"""),
            Keeper.Entry("POST", "Observation", Observation(One), fullUrl: Two),
            Keeper.Entry("POST", "Patient", Patient, fullUrl: One),
            Keeper.Entry("DELETE", $"Patient/{gone}"),
            Keeper.Entry("GET", $"Patient?_id={kept},{gone}"));

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.Resource.ChildText("type").Should().Be("transaction-response");
        answer.Statuses().Should().Equal("200", "200", "201", "201", "204", "200");
        var entries = answer.Json["entry"]!.AsArray();
        ((bool)entries[0]!["resource"]!["active"]!, (string)entries[0]!["response"]!["etag"]!).Should().Be((false, "W/\"2\""));
        entries[5]!["resource"]!["entry"]!.AsArray().Select(e => e!["resource"]!).Where(r => (string)r["resourceType"]! == "Patient").Select(r => (string)r["id"]!).Should().Equal(kept);
        var observation = await demo.SendAsync(HttpMethod.Get, Located(entries[2]!));
        ((string)observation.Json["subject"]!["reference"]!).Should().Be(Located(entries[3]!));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Entries_refer_to_each_other_by_any_fullUrl_also_in_circles(string store)
    {
        var demo = await demos.OnAsync(store);
        var answer = await demo.BundleAsync("transaction",
            Keeper.Entry("POST", "Encounter", """{"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/9"},"diagnosis":[{"condition":{"reference":"Condition/7"}}]}""", fullUrl: "http://elsewhere.example/fhir/Encounter/8"),
            Keeper.Entry("POST", "Condition", """{"resourceType":"Condition","subject":{"reference":"http://elsewhere.example/fhir/Patient/9"},"encounter":{"reference":"Encounter/8"}}""", fullUrl: "http://elsewhere.example/fhir/Condition/7"),
            Keeper.Entry("POST", "Patient", Patient, fullUrl: "http://elsewhere.example/fhir/Patient/9"));

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        var addresses = answer.Json["entry"]!.AsArray().Select(e => Located(e!)).ToList();
        var encounter = (await demo.SendAsync(HttpMethod.Get, addresses[0])).Json;
        var condition = (await demo.SendAsync(HttpMethod.Get, addresses[1])).Json;
        ((string)encounter["diagnosis"]![0]!["condition"]!["reference"]!, (string)encounter["subject"]!["reference"]!).Should().Be((addresses[1], addresses[2]));
        ((string)condition["encounter"]!["reference"]!, (string)condition["subject"]!["reference"]!).Should().Be((addresses[0], addresses[2]));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task References_to_versions_stay_so_with_the_versions_that_are_made(string store)
    {
        var demo = await demos.OnAsync(store);
        var (kept, number) = (await demo.CreatedAsync(Patient), Guid.NewGuid().ToString());
        var known = await demo.CreatedAsync($$"""{"resourceType":"Patient","identifier":[{"system":"http://example.org/kept","value":"{{number}}"}]}""");
        var answer = await demo.BundleAsync("transaction",
            Keeper.Entry("POST", "Observation", Observation("Patient/77/_history/3"), fullUrl: "http://elsewhere.example/fhir/Observation/1"),
            Keeper.Entry("POST", "Patient", Patient, fullUrl: "http://elsewhere.example/fhir/Patient/77"),
            Keeper.Entry("POST", "Observation", Observation($"{One}/_history/1")),
            Keeper.Entry("PUT", $"Patient/{kept}", $$"""{"resourceType":"Patient","id":"{{kept}}"}""", fullUrl: One),
            Keeper.Entry("POST", "Observation", Observation($"{Two}/_history/9")),
            Keeper.Entry("POST", "Patient", Patient, $",\"ifNoneExist\":\"identifier=http://example.org/kept|{number}\"", Two));

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        foreach (var (entry, to) in ((int, string)[])[(0, $"{Located(answer.Json["entry"]![1]!)}/_history/1"), (2, $"Patient/{kept}/_history/2"), (4, $"Patient/{known}/_history/1")])
            ((string)(await demo.SendAsync(HttpMethod.Get, Located(answer.Json["entry"]![entry]!))).Json["subject"]!["reference"]!).Should().Be(to);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_response_says_when_it_was_stored_as_the_resource_says_it(string store)
    {
        var demo = await demos.OnAsync(store);
        foreach (var type in (string[])["batch", "transaction"])
        {
            var entry = (await demo.BundleAsync(type, Keeper.Entry("POST", "Patient", Patient))).Json["entry"]![0]!;
            ((string)entry["response"]!["lastModified"]!).Should().Be((string)(await demo.SendAsync(HttpMethod.Get, Located(entry))).Json["meta"]!["lastUpdated"]!);
        }
    }

    [Fact]
    public async Task A_reference_that_is_a_search_is_stored_by_nothing_but_a_transaction()
    {
        var demo = await demos.OnAsync("sqlite");
        var id = await demo.CreatedAsync("""{"resourceType":"Observation","status":"final","code":{"text":"x"}}""");
        var observation = Observation("Patient?identifier=http://example.org/kept|1");
        var put = observation.Replace("\"status\"", $"\"id\":\"{id}\",\"status\"", StringComparison.Ordinal);
        foreach (var answer in (Answer[])[
            await demo.SendAsync(HttpMethod.Post, "Observation", observation),
            await demo.SendAsync(HttpMethod.Put, $"Observation/{id}", put),
            await demo.SendAsync(HttpMethod.Patch, $"Observation/{id}", """[{"op":"add","path":"/subject","value":{"reference":"Patient?identifier=1"}}]""", Keeper.JsonPatch)])
            (answer.Status, answer.Places().Single()).Should().Be((HttpStatusCode.UnprocessableEntity, "Observation.subject.reference"), answer.Text);
        (await demo.BundleAsync("batch", Keeper.Entry("POST", "Observation", observation), Keeper.Entry("PUT", $"Observation/{id}", put))).Statuses().Should().Equal("422", "422");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Links_of_narratives_lead_to_entries_as_references_do(string store)
    {
        const string Div = "<div xmlns='http://www.w3.org/1999/xhtml'><!-- <a href='@'>c</a> --><p title=\" href='@'\">@</p><a title='&gt; href' href = '@'>a</a><a href='http://x.example/@'>b</a><img alt='src' src='@'/><a id='n' href='Patient/9'>n</a></div>";
        var demo = await demos.OnAsync(store);
        var list = JsonNode.Parse("{\"resourceType\":\"List\",\"status\":\"current\",\"mode\":\"working\",\"text\":{\"status\":\"additional\"},\"entry\":[{\"item\":{\"reference\":\"urn:uuid:0\"}}]}")!;
        list["text"]!["div"] = Div.Replace("@", One, StringComparison.Ordinal);
        list["entry"]![0]!["item"]!["reference"] = One;
        var answer = await demo.BundleAsync("transaction",
            Keeper.Entry("POST", "List", list.ToJsonString(), fullUrl: "http://elsewhere.example/fhir/List/8"),
            Keeper.Entry("POST", "Patient", Patient, fullUrl: One),
            Keeper.Entry("POST", "Patient", Patient, fullUrl: "http://elsewhere.example/fhir/Patient/9"));

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        var (stored, first, second) = ((await demo.SendAsync(HttpMethod.Get, Located(answer.Json["entry"]![0]!))).Json, Located(answer.Json["entry"]![1]!), Located(answer.Json["entry"]![2]!));
        ((string)stored["entry"]![0]!["item"]!["reference"]!).Should().Be(first);
        ((string)stored["text"]!["div"]!).Should().Be(
            Div.Replace("href = '@'", $"href = '{first}'", StringComparison.Ordinal).Replace(" src='@'", $" src='{first}'", StringComparison.Ordinal).Replace("'Patient/9'", $"'{second}'", StringComparison.Ordinal).Replace("@", One, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_reference_may_be_a_search_and_a_create_may_hang_on_one(string store)
    {
        var demo = await demos.OnAsync(store);
        var number = Guid.NewGuid().ToString();
        var identified = $$"""{"resourceType":"Patient","identifier":[{"system":"http://example.org/kept","value":"{{number}}"}]}""";
        var search = $"identifier=http://example.org/kept|{number}";
        var first = await demo.BundleAsync("transaction", Keeper.Entry("POST", "Patient", identified, $",\"ifNoneExist\":\"{search}\""));
        var second = await demo.BundleAsync("transaction", Keeper.Entry("POST", "Patient", identified, $",\"ifNoneExist\":\"{search}\"", One), Keeper.Entry("POST", "Observation", Observation($"Patient?{search}")), Keeper.Entry("POST", "Observation", Observation(One)));

        (first.Statuses().Single(), string.Join(",", second.Statuses())).Should().Be(("201", "200,201,201"), second.Text);
        foreach (var entry in second.Json["entry"]!.AsArray().Skip(1))
            ((string)(await demo.SendAsync(HttpMethod.Get, Located(entry!))).Json["subject"]!["reference"]!).Should().Be(Located(first.Json["entry"]![0]!));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_reference_that_is_a_search_finds_what_the_transaction_leaves(string store)
    {
        var demo = await demos.OnAsync(store);
        var (number, id) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        string Identified(string value, string? own = null) => $$"""{"resourceType":"Patient",{{(own is null ? "" : $"\"id\":\"{own}\",")}}"identifier":[{"system":"http://example.org/kept","value":"{{value}}"}]}""";
        string Search(string value) => $"Patient?identifier=http://example.org/kept|{value}";
        var gone = await demo.CreatedAsync(Identified(number));
        var changed = await demo.CreatedAsync(Identified($"{number}-was"));
        var answer = await demo.BundleAsync("transaction",
            Keeper.Entry("POST", "Observation", Observation(Search(number))),
            Keeper.Entry("DELETE", $"Patient/{gone}"),
            Keeper.Entry("PUT", $"Patient/{id}", Identified(number, id)),
            Keeper.Entry("PUT", $"Patient/{changed}", Identified($"{number}-is", changed)),
            Keeper.Entry("POST", "Observation", Observation(Search($"{number}-is"))));
        var (was, several) = (await demo.BundleAsync("transaction", Keeper.Entry("PUT", $"Patient/{changed}", Identified("other", changed)), Keeper.Entry("POST", "Observation", Observation(Search($"{number}-is")))),
            await demo.BundleAsync("transaction", Keeper.Entry("POST", "Patient", Identified(number), fullUrl: One), Keeper.Entry("POST", "Observation", Observation(Search(number)))));

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        foreach (var (entry, to) in ((int, string)[])[(0, id), (4, changed)])
            ((string)(await demo.SendAsync(HttpMethod.Get, Located(answer.Json["entry"]![entry]!))).Json["subject"]!["reference"]!).Should().Be($"Patient/{to}");
        (was.Status, several.Status).Should().Be((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_reference_may_be_a_search_for_what_a_source_has(string store)
    {
        var demo = await demos.OnAsync(store);
        var number = RunningDemo.Escaped(RunningDemo.Nhs, demo.People.TrustOnly.NhsNumber!);
        var known = (await demo.SendAsync(HttpMethod.Get, $"Patient?identifier={number}")).Found.Of("Patient").Single().ChildText("id");
        var answer = await demo.BundleAsync("transaction", Keeper.Entry("POST", "Observation", Observation($"Patient?identifier={number}")));

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        ((string)(await demo.SendAsync(HttpMethod.Get, Located(answer.Json["entry"]![0]!))).Json["subject"]!["reference"]!).Should().Be($"Patient/{known}");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task One_entry_that_cannot_be_done_keeps_all_from_being_done(string store)
    {
        var demo = await demos.OnAsync(store);
        var kept = await demo.CreatedAsync(Patient);
        var id = Guid.NewGuid().ToString();
        var put = Keeper.Entry("PUT", $"Patient/{id}", $$"""{"resourceType":"Patient","id":"{{id}}"}""");
        foreach (var (entry, status, place) in ((string, HttpStatusCode, string)[])
        [
            (Keeper.Entry("POST", "Patient", """{"resourceType":"Patient","gender":"nope"}"""), HttpStatusCode.UnprocessableEntity, "Bundle.entry[1].resource.gender"),
            (Keeper.Entry("POST", "Observation", Patient), HttpStatusCode.BadRequest, "Bundle.entry[1].resource"),
            (Keeper.Entry("POST", "Observation", Observation(Two)), HttpStatusCode.BadRequest, "Bundle.entry[1].resource"),
            (Keeper.Entry("POST", "Observation", Observation("Patient?identifier=nobody")), HttpStatusCode.BadRequest, "Bundle.entry[1].resource"),
            (Keeper.Entry("POST", "Observation", Observation("Patient?nosuch=x")), HttpStatusCode.BadRequest, "Bundle.entry[1].resource"),
            (Keeper.Entry("PUT", $"Patient/{kept}", $$"""{"resourceType":"Patient","id":"{{kept}}"}""", ",\"ifMatch\":\"W/\\\"9\\\"\""), HttpStatusCode.PreconditionFailed, "Bundle.entry[1]"),
            (Keeper.Entry("DELETE", $"Patient/{id}"), HttpStatusCode.BadRequest, "Bundle.entry[1]"),
            (Keeper.Entry("PATCH", $"Patient/{kept}", """{"resourceType":"Parameters","parameter":[{"name":"nothing"}]}"""), HttpStatusCode.BadRequest, "Bundle.entry[1].resource.parameter[0]"),
            (Keeper.Entry("PATCH", $"Patient/{kept}", """{"resourceType":"Binary","contentType":"application/json-patch+json","data":"W3sib3AiOiJyZW1vdmUiLCJwYXRoIjoiL25vbmUifV0="}"""), HttpStatusCode.UnprocessableEntity, "Bundle.entry[1]"),
            (Keeper.Entry("POST", "Patient/$match", """{"resourceType":"Parameters"}"""), HttpStatusCode.BadRequest, "Bundle.entry[1].request.url"),
            (Keeper.Entry("POST", "/", """{"resourceType":"Bundle","type":"batch"}"""), HttpStatusCode.BadRequest, "Bundle.entry[1]"),
            (Keeper.Entry("GET", $"Patient/{Guid.NewGuid()}"), HttpStatusCode.NotFound, "Bundle.entry[1].request.url"),
            (Keeper.Entry("GET", "Patient?birthdate=nonsense"), HttpStatusCode.BadRequest, "Bundle.entry[1].request.url"),
            (Keeper.Entry("GET", "http://elsewhere.example/fhir/Patient/1"), HttpStatusCode.BadRequest, "Bundle.entry[1]"),
        ])
        {
            var answer = await demo.BundleAsync("transaction", put, entry);
            answer.Status.Should().Be(status, answer.Text);
            answer.Places().Should().Contain(place);
            (await demo.SendAsync(HttpMethod.Get, $"Patient/{id}")).Status.Should().Be(HttpStatusCode.NotFound, entry);
        }
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Duplicates_cycles_and_too_many_entries_are_refused_with_their_places(string store)
    {
        var demo = await demos.OnAsync(store);
        var twice = await demo.BundleAsync("transaction", Keeper.Entry("POST", "Patient", Patient, fullUrl: One), Keeper.Entry("POST", "Patient", Patient, fullUrl: One));
        (twice.Status, twice.Places().Single()).Should().Be((HttpStatusCode.BadRequest, "Bundle.entry[1].fullUrl"));

        var kept = await demo.CreatedAsync(Patient);
        var overlap = await demo.BundleAsync("transaction", Keeper.Entry("PUT", $"Patient/{kept}", $$"""{"resourceType":"Patient","id":"{{kept}}"}"""), Keeper.Entry("DELETE", $"Patient?_id={kept}"));
        (overlap.Status, overlap.Places().Single()).Should().Be((HttpStatusCode.BadRequest, "Bundle.entry[1]"), overlap.Text);

        var circle = await demo.BundleAsync("transaction", Keeper.Entry("POST", "Organization", Part(Two), fullUrl: One), Keeper.Entry("POST", "Organization", Part(One), fullUrl: Two));
        circle.Status.Should().Be(HttpStatusCode.BadRequest);
        circle.Places().Should().Equal("Bundle.entry[0].resource.partOf", "Bundle.entry[1].resource.partOf");

        var many = await demo.BundleAsync("transaction", [.. Enumerable.Repeat(Keeper.Entry("GET", $"Patient/{kept}"), 1001)]);
        (many.Status, many.Places().Single()).Should().Be((HttpStatusCode.RequestEntityTooLarge, "Bundle.entry[1000]"));
        (await demo.SendAsync(HttpMethod.Get, $"Patient/{kept}")).Headers.ETag!.Tag.Should().Be("\"1\"");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_a_source_must_take_is_no_part_of_a_transaction(string store)
    {
        var demo = await demos.OnAsync(store);
        var flags = await demo.SearchAsync($"Flag?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, demo.People.InCustody.NhsNumber!)}", Gateway.Security.Tokens.DemoClients.Practitioner);
        var flag = flags.Found.Of("Flag")[0].ChildText("id")!;
        var id = Guid.NewGuid().ToString();
        var answer = await demo.BundleAsync("transaction", Keeper.Entry("PUT", $"Patient/{id}", $$"""{"resourceType":"Patient","id":"{{id}}"}"""), Keeper.Entry("DELETE", $"Flag/{flag}"));
        (answer.Status, answer.Places().Single()).Should().Be((HttpStatusCode.UnprocessableEntity, "Bundle.entry[1]"), answer.Text);
        (await demo.SendAsync(HttpMethod.Get, $"Patient/{id}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private static string Observation(string subject) => $$$"""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"{{{subject}}}"}}""";

    private static string Part(string of) => $$$"""{"resourceType":"Organization","name":"x","partOf":{"reference":"{{{of}}}"}}""";

    private static string Located(JsonNode entry) => ((string)entry["response"]!["location"]!).Split("/_history")[0];
}
