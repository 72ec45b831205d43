using System.Globalization;
using System.Net;
using System.Text.Json;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Persons;

/// <summary>Searches of what the ledger alone holds, through the front door: the tests of fhir-candle, and pages that are cut in the database.</summary>
public sealed class StoreSearchTests(StoreDemos demos) : IClassFixture<StoreDemos>
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    // What R4 answers otherwise than the cases have it; Gateway.Tests, CandleExceptions, says why.
    private static readonly Dictionary<string, int> s_exceptions = new() { ["Observation?subject.name=peter"] = 5, ["Patient?identifier=|12345"] = 0 };

    // Nothing is taken that is no valid R4, that says something which nobody here understands, or that is about somebody unknown; no case is about these.
    private static readonly string[] s_refused = ["Basic/", "Claim/", "Subscription/"];

    [NeedsSharedFact]
    public async Task Every_case_of_fhir_candle_finds_on_each_store_what_it_expects_or_what_R4_says_instead()
    {
        foreach (var store in Stores.Names)
        {
            var (demo, failures) = (await demos.OnAsync(store), new List<string>());
            demos.Refused.Should().OnlyContain(a => s_refused.Any(r => a.StartsWith(r, StringComparison.Ordinal)));
            var cases = Cases().Where(c => c.AuthKey is null).ToList();
            foreach (var one in cases)
            {
                var answer = await demo.SearchAsync(Escaped(one.Url), DemoClients.RecordKeeper);
                var (total, entries) = answer.Status == HttpStatusCode.OK ? (answer.Found.Total, answer.Resource["entry"].Count() - 1) : (null, 0);
                var expected = s_exceptions.TryGetValue(one.Url, out var given) ? given : one.Total;
                if (answer.Status != HttpStatusCode.OK || (expected is { } matches && total != matches.ToString(CultureInfo.InvariantCulture)) || (one.EntryCount is { } count && entries != count))
                    failures.Add($"{one.Url}: {expected} expected, {(int)answer.Status} {total} given, {entries} entries");
            }

            failures.Should().BeEmpty(store);
            cases.Should().HaveCount(78);
        }
    }

    // SMART's scopes for one patient need a launch that names the patient. The gateway serves none: such scopes grant nothing, whoever they may be about.
    [NeedsSharedFact]
    public async Task The_cases_of_scopes_for_one_patient_are_refused_as_there_is_no_launch_that_names_one()
    {
        var (demo, cases) = (await demos.OnAsync("sqlite"), Cases().Where(c => c.AuthKey is not null).ToList());
        var caller = new DemoClient("patient-app", "patient-app", "ZZ980", "record-keeper", ["patient/*.rs", "patient/Patient.rs"], ["TREAT"]);
        foreach (var one in cases)
            (await demo.AskAsAsync(caller, $"fhir/{Escaped(one.Url)}")).Status.Should().Be(HttpStatusCode.Forbidden, one.Url);

        cases.Should().HaveCount(23);
    }

    [NeedsSharedFact]
    public async Task Pages_go_through_more_than_is_held_in_memory_and_count_what_is_seen()
    {
        foreach (var store in Stores.Names)
        {
            var demo = await demos.OnAsync(store);
            var most = demo.Gateway.Services.GetService(typeof(Federation.FederationOptions)) as Federation.FederationOptions;
            var before = most!.Records;
            most.Records = 10;
            for (var i = 0; i < 25; i++)
                (await CreateAsync(demo, $$"""{"resourceType":"Patient","id":"page-{{i}}","name":[{"family":"Paged"}],"gender":"{{(i % 2 == 0 ? "male" : "female")}}","birthDate":"19{{i + 10}}-01-01"}""")).Should().Be(HttpStatusCode.Created);

            foreach (var (query, count) in ((string, int)[])[("family=Paged", 25), ("family=Paged&gender=male", 13), ("family=Paged&gender:not=male", 12), ("family=Paged&address:missing=true", 25), ("family=Paged&_sort=-birthdate", 25), ("family=Paged&_sort=gender,birthdate", 25)])
            {
                var (found, page) = (new List<string>(), await demo.SearchAsync($"Patient?{query}&_count=4", DemoClients.RecordKeeper));
                page.Found.Total.Should().BeNull("not all were looked at");
                for (; ; page = await demo.SearchAsync(Next(page)!, DemoClients.RecordKeeper))
                {
                    page.Status.Should().Be(HttpStatusCode.OK);
                    found.AddRange(page.Found.Of("Patient").Select(p => p.ChildText("id")!));
                    if (Next(page) is null)
                        break;
                }

                found.Should().OnlyHaveUniqueItems().And.HaveCount(count, query);
                if (query.EndsWith("-birthdate", StringComparison.Ordinal))
                    found.Should().Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"page-{i}"));
            }

            (await demo.SearchAsync("Patient?family=Paged&_id=page-1", DemoClients.RecordKeeper)).Found.Total.Should().Be("1");
            (await demo.SearchAsync("Patient?family=Paged&_count=100", DemoClients.RecordKeeper)).Found.Total.Should().Be("25");
            most.Records = 2000;
            (await demo.SearchAsync("Patient?family=Paged&_summary=count", DemoClients.RecordKeeper)).Found.Total.Should().Be("25");
            (await demo.SearchAsync("Patient?family=Paged&_total=accurate&_count=2", DemoClients.RecordKeeper)).Found.Total.Should().Be("25");
            most.Records = before;
        }
    }

    [NeedsSharedFact]
    public async Task Who_may_not_see_a_patient_finds_none_and_no_count_or_page_tells_of_them()
    {
        foreach (var store in Stores.Names)
        {
            var demo = await demos.OnAsync(store);
            foreach (var number in (string[])["9000000009", "9000000017"])
                (await CreateAsync(demo, """{"resourceType":"Patient","id":"refuser-@number","identifier":[{"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus","valueCodeableConcept":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus","code":"01"}]}}],"system":"https://fhir.nhs.uk/Id/nhs-number","value":"@number"}],"name":[{"family":"Refuser","given":["Ann"]}],"birthDate":"1980-02-03"}""".Replace("@number", number, StringComparison.Ordinal))).Should().Be(HttpStatusCode.Created);
            (await Recorded.PostAsync(demo, Recorded.Consent("9000000009", "deny", "ZZ980"), DemoClients.Practitioner)).Status.Should().Be(HttpStatusCode.Created);

            foreach (var query in (string[])["Patient?family=Refuser", "Patient?family=Refuser&_count=1", "Patient?family=Refuser&_sort=birthdate", "Patient?family=Refuser&_summary=count", "?_type=Patient,Observation&_id=refuser-9000000009,refuser-9000000017"])
            {
                var answer = await demo.SearchAsync(query, DemoClients.RecordKeeper);
                answer.Found.Total.Should().Be("1", query);
                answer.Text.Should().NotContain("refuser-9000000009\",\"identifier").And.NotContain("\"9000000009\"");
                Next(answer).Should().BeNull(query);
            }

            var wanted = """{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Patient","name":[{"family":"Refuser","given":["Ann"]}],"birthDate":"1980-02-03"}}]}""";
            var matched = await demo.AskAsync(DemoClients.RecordKeeper, "fhir/Patient/$match", HttpMethod.Post, r => Recorded.Put(r, wanted));
            matched.Found.Of("Patient").Select(p => p.ChildText("id")).Should().Equal("refuser-9000000017");
            (await demo.SearchAsync("Patient/refuser-9000000009/$everything", DemoClients.RecordKeeper)).Status.Should().Be(HttpStatusCode.NotFound);
            (await demo.SearchAsync("Patient/refuser-9000000017/$everything", DemoClients.RecordKeeper)).Found.Of("Patient").Should().ContainSingle();
        }
    }

    private static async Task<HttpStatusCode> CreateAsync(RunningDemo demo, string content)
    {
        var id = (string)System.Text.Json.Nodes.JsonNode.Parse(content)!["id"]!;
        return (await demo.AskAsync(DemoClients.RecordKeeper, $"fhir/Patient/{id}", HttpMethod.Put, r => Recorded.Put(r, content))).Status;
    }

    private static List<CandleCase> Cases() => JsonSerializer.Deserialize<List<CandleCase>>(File.ReadAllText(Path.Combine(StoreDemos.Candle, "cases-r4.json")), s_json)!;

    private static string Escaped(string url) => url.Replace("|", "%7C", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal).Replace("[", "%5B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);

    private static string? Next(Answer answer) => answer.Resource["link"].Where(l => l.ChildText("relation") == "next").Select(l => l.ChildText("url")!.Split("/fhir/")[1]).FirstOrDefault();

    private sealed record CandleCase(string Kind, string? AuthKey, string Url, int? Total, int? EntryCount);
}
