using System.Net;
using Gateway.EndToEnd.Tests.Changes;
using Gateway.EndToEnd.Tests.Data;
using Gateway.EndToEnd.Tests.Writing;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Persons;

/// <summary>A reference under the base of the interface is the same without it, wherever a search names one (http://hl7.org/fhir/R4/search.html#reference); one that leads elsewhere is not.</summary>
public sealed class OwnAddressTests(EmptyStores stores) : IClassFixture<EmptyStores>
{
    private static readonly (string Query, string Found)[] s_cases =
    [
        ("Observation?subject=@/Patient/s1", "o1 o2"), ("Observation?patient=@/Patient/s1", "o1 o2"), ("Observation?subject:Patient=@/Patient/s1", "o1 o2"), ("Observation?subject=@/Patient/s1/_history/1", ""), ("Observation?subject=@/Patient/s1,Patient/s2", "o1 o2 o3"),
        ("Patient?organization=@/Organization/org1", "s1"), ("Provenance?target=@/Observation/o1", "pv1"), ("Patient?organization.partof=@/Organization/org2", "s2"), ("Observation?_id=o1&_has:Provenance:target:agent=@/Practitioner/pr1", "o1"), ("Practitioner?_has:Observation:performer:subject=@/Patient/s1", "pr1"),
        ("Patient/s1/Observation?performer=@/Practitioner/pr1", "o1"), ("Observation?subject=@/Patient/s1&performer.name=doc", "o1"), ("QuestionnaireResponse?questionnaire=@/Questionnaire/q2", "qr2"), ("QuestionnaireResponse?questionnaire=@/Questionnaire/q2|1", ""),
        ("Observation?performer=@/Practitioner/pr1&_has:Provenance:target:_id=pv1", "o1"),
        ("Observation?subject=http://elsewhere.example/fhir/Patient/s1", ""), ("Observation?subject=@x/Patient/s1", ""), ("Observation?subject=@/Nothing/s1", ""),
    ];

    [Fact]
    public async Task What_is_named_with_the_base_is_found_as_without_it()
    {
        foreach (var store in Stores.Names)
            foreach (var area in (string[])["store", "essex"])
            {
                var (demo, root) = await StartAsync(area, store);
                foreach (var (query, found) in s_cases)
                {
                    var said = query.Replace("@", root, StringComparison.Ordinal);
                    WardRecords.Ids(await demo.SearchAsync(said, DemoClients.RecordKeeper), "match").Should().Be(found, $"{query} in {area} on {store}");
                }

                var form = await demo.SendAsync("POST", "Observation/_search", $"subject={Uri.EscapeDataString($"{root}/Patient/s1")}&_count=1", ("Content-Type", "application/x-www-form-urlencoded"));
                WardRecords.Ids(form, "match").Should().Be("o1");
                var next = form.Resource["link"].Single(l => l.ChildText("relation") == "next").ChildText("url")!;
                WardRecords.Ids(await demo.SearchAsync(next.Split("/fhir/")[1], DemoClients.RecordKeeper), "match").Should().Be("o2");
                var batch = await demo.BundleAsync("batch", Keeper.Entry("GET", $"Observation?subject={root}/Patient/s1&_elements=id"));
                batch.Json["entry"]![0]!["resource"]!["entry"]!.AsArray().Count(e => (string?)e!["search"]!["mode"] == "match").Should().Be(2);
            }
    }

    [Fact]
    public async Task A_condition_of_a_change_finds_it_too()
    {
        foreach (var store in Stores.Names)
        {
            var (demo, root) = await StartAsync("store", store);
            var again = await demo.SendAsync("POST", "Group", """{"resourceType":"Group","type":"person","actual":true,"member":[{"entity":{"reference":"Patient/s1"}}]}""", ("If-None-Exist", $"member={root}/Patient/s1"));
            again.Status.Should().Be(HttpStatusCode.OK, again.Text);
            again.Resource.ChildText("id").Should().Be("g1");
        }
    }

    [Fact]
    public async Task A_source_and_the_trail_are_asked_about_the_person_that_a_full_address_names_and_a_forwarded_host_that_nobody_trusts_is_none()
    {
        var (demo, root) = await StartAsync("essex", "sqlite");
        var number = demo.People.InCustody.NhsNumber!;
        var patient = (await demo.SearchAsync($"Patient?identifier={RunningDemo.Escaped(RunningDemo.Nhs, number)}")).Resource["entry"].First().ChildText("fullUrl")!;
        patient.Should().StartWith($"{root}/Patient/");
        var expected = WardRecords.Ids(await demo.SearchAsync($"MedicationStatement?patient={patient[(root.Length + 1)..]}"), "match");
        expected.Should().NotBeEmpty();

        WardRecords.Ids(await demo.SearchAsync($"MedicationStatement?patient={patient}"), "match").Should().Be(expected);
        (await demo.SearchAsync($"AuditEvent?patient={patient}", DemoClients.Administrator)).Found.Of("AuditEvent").Should().NotBeEmpty();
        var forwarded = await demo.AskAsync(DemoClients.TrustClinician, $"fhir/MedicationStatement?patient={patient.Replace(root, "http://outer.example/fhir", StringComparison.Ordinal)}", more: r => r.Headers.Add("X-Forwarded-Host", "outer.example"));
        forwarded.Text.Should().NotContain("\"resourceType\":\"MedicationStatement\"");
    }

    private async Task<(RunningDemo Demo, string Root)> StartAsync(string area, string store)
    {
        var demo = await stores.OnAsync(area, store, async d =>
        {
            await WardRecords.FillAsync(d);
            var root = new Uri(d.Gateway.Address, "fhir");
            (await d.SendAsync("PUT", "Questionnaire/q2", $$"""{"resourceType":"Questionnaire","id":"q2","url":"{{root}}/Questionnaire/q2","version":"2","status":"active"}""")).Status.Should().Be(HttpStatusCode.Created);
            (await d.SendAsync("PUT", "QuestionnaireResponse/qr2", $$"""{"resourceType":"QuestionnaireResponse","id":"qr2","status":"completed","questionnaire":"{{root}}/Questionnaire/q2|2","subject":{"reference":"Patient/s2"} }""")).Status.Should().Be(HttpStatusCode.Created);
        });
        return (demo, new Uri(demo.Gateway.Address, "fhir").AbsoluteUri);
    }
}
