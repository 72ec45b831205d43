using System.Net;
using System.Net.Http.Headers;
using Gateway.Conformance;
using Gateway.Disclosures.Audit;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.EndToEnd.Tests.Access;

/// <summary>What was seen, by whom and why, stands in the trail before it is given.</summary>
public sealed class TrailTests(AccessDemos demos) : IClassFixture<AccessDemos>
{
    private const string RequestId = "trail-test-1";

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_search_leaves_an_event_and_a_decision_of_the_person(string store)
    {
        var demo = await demos.OnAsync(store);
        var id = $"{RequestId}-{store}";
        var query = $"MedicationStatement?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, demo.People.KnownEverywhere.NhsNumber!)}";
        await demo.AskAsync(DemoClients.TrustClinician, $"fhir/{query}", more: r => r.Headers.Add("X-Request-Id", id));
        var patient = await PatientAsync(demo);
        var events = (await demo.SearchAsync($"AuditEvent?patient=Patient/{patient}&_count=200", DemoClients.Administrator)).Found.Of("AuditEvent");
        var search = events.Single(e => Has(e, id));

        search["subtype"].Select(s => s.ChildText("code")).Should().Equal("search-type");
        search.ChildText("outcome").Should().Be("0");
        Convert.FromBase64String(search["entity"].SelectMany(e => e["query"]).Single().Text!).Should().NotBeEmpty();

        // What was decided stands behind what was done.
        var decision = events.Single(e => Number(e) == Number(search) + 1);
        decision["subtype"].Select(s => s.ChildText("code")).Should().Equal("AuthZ-Consent");
        var details = decision["entity"].SelectMany(e => e["detail"]).Select(d => d.ChildText("type")).ToList();
        details.Should().Contain(["policy-version", "label", "shown"]);
        Patients(decision).Should().BeEquivalentTo(Patients(search), "both are found by every record of the person");
    }

    [Fact]
    public async Task What_is_refused_leaves_as_much()
    {
        var demo = await demos.OnAsync("sqlite");
        var hidden = (await demo.SearchAsync($"Flag?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, demo.People.InCustody.NhsNumber!)}", DemoClients.Practitioner)).Found.Of("Flag")[0].ChildText("id");
        foreach (var (address, id) in new[] { ($"Flag/{hidden}", "refused-1"), ($"Flag/{new string('a', 64)}", "refused-2") })
            await demo.AskAsync(DemoClients.CommunityProvider, $"fhir/{address}", more: r => r.Headers.Add("X-Request-Id", id));
        var trail = (await demo.SearchAsync("AuditEvent?_sort=-date&_count=50", DemoClients.Administrator)).Found.Of("AuditEvent");

        foreach (var id in (string[])["refused-1", "refused-2"])
            trail.Single(e => Has(e, id)).ChildText("outcome").Should().Be("8");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Who_is_turned_away_at_the_gate_stands_in_the_trail(string store)
    {
        var demo = await demos.OnAsync(store);
        var secret = "MarkedSecret";
        (await demo.AskAsync(DemoClients.CustodySystem, $"fhir/AuditEvent?patient={secret}", more: r => r.Headers.Add("X-Request-Id", "gate-1"))).Status.Should().Be(HttpStatusCode.Forbidden);
        (await demo.AskAsync(DemoClients.TrustClinician, "custody/health-requests/1", more: r => r.Headers.Add("X-Request-Id", "gate-2"))).Status.Should().Be(HttpStatusCode.Forbidden);
        for (var i = 0; i < 3; i++)
            (await demo.AskAsync(null, $"fhir/Patient/{secret}{i}?name={secret}")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await demo.AskAsync(null, "fhir/Flag", more: r => r.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret))).Status.Should().Be(HttpStatusCode.Unauthorized);
        await demo.Gateway.Services.GetRequiredService<RefusalTrail>().WriteAsync(CancellationToken.None);
        var answer = await demo.SearchAsync("AuditEvent?_sort=-date&_count=200", DemoClients.Administrator);
        var trail = answer.Found.Of("AuditEvent");

        foreach (var (id, client) in new[] { ("gate-1", DemoClients.CustodySystem), ("gate-2", DemoClients.TrustClinician) })
        {
            var one = trail.Single(e => Has(e, id));
            one.ChildText("outcome").Should().Be("8");
            one["agent"].SelectMany(a => a["who"]).SelectMany(w => w["identifier"]).Select(i => i.ChildText("value")).Should().Contain(client);
        }

        var counted = trail.First(e => e["type"].Any(t => t.ChildText("code") == "110114"));
        counted.ChildText("outcome").Should().Be("4");
        counted.ChildText("outcomeDesc").Should().Be("4 calls refused: no-token, no-trusted-issuer");
        counted["entity"].SelectMany(e => e["detail"]).SelectMany(d => d["value"]).Select(v => v.Text!).Should().HaveCount(3).And.Contain(a => a.EndsWith(" Patient", StringComparison.Ordinal));
        answer.Text.Should().NotContain(secret);
        Queries(trail.Where(e => Has(e, "gate-1"))).Should().ContainSingle().Which.Should().NotContain(secret);
    }

    [Fact]
    public async Task Events_keep_their_profiles()
    {
        var demo = await demos.OnAsync("sqlite");
        await Recorded.PostAsync(demo, Recorded.Consent(demo.People.TrustOnly.NhsNumber!, "deny", Recorded.FullCircle));
        await demo.SearchAsync($"Patient/{await PatientAsync(demo)}");
        await demo.SearchAsync($"Patient/$medication-history?identifier={RunningDemo.Escaped(RunningDemo.Nhs, demo.People.KnownEverywhere.NhsNumber!)}");
        await demo.AskAsync(DemoClients.CustodySystem, "fhir/AuditEvent");
        await demo.AskAsync(null, "fhir/Patient");
        await demo.Gateway.Services.GetRequiredService<RefusalTrail>().WriteAsync(CancellationToken.None);
        var sent = await Sent.RequestAsync(demo, demo.People.CustodyOnly.CustodyNumbers[^1]);
        await Patience.UntilAsync(() => demo.CasesAsync($"health-requests?reference={sent}"), c => c.Count > 0);
        var trail = (await demo.SearchAsync("AuditEvent?_sort=-date&_count=200", DemoClients.Administrator)).Found.Of("AuditEvent");
        var content = ConformanceContent.Carried();
        if (TestFolders.Shared is { } shared)
            content.Add(new DirectoryInfo(Path.Combine(shared, "data", "suites", "ihe-balp")));
        var validator = new Validator(content.Profiles(), content.Terminology(), new ValidatorOptions());

        trail.Select(e => string.Join(' ', e["subtype"].Select(s => s.ChildText("code")))).Should().Contain(["read", "create", "search-type operation", "AuthZ-Consent", "disclose"]);
        trail.SelectMany(e => validator.Validate(e, null).Faults).Where(f => !f.IsWarning).Select(f => f.ToString()).Distinct().Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Nobody_but_who_runs_the_service_reads_the_trail(string store)
    {
        var demo = await demos.OnAsync(store);
        foreach (var (recipient, organization, purpose) in new[] { ("trust-clinician", Recorded.Trust, "TREAT"), ("community-worker", Recorded.FullCircle, "TREAT"), ("custody-officer", "42", "custody-care") })
        {
            var answer = await demo.AskAsAsync(new DemoClient("reader", "reader-1", organization, recipient, ["user/AuditEvent.rs"], [purpose]), $"fhir/AuditEvent?patient=Patient/{await PatientAsync(demo)}");
            answer.Found.Of("AuditEvent").Should().BeEmpty(recipient);
        }
    }

    [Fact]
    public async Task The_report_says_in_words_who_saw_a_persons_data()
    {
        var demo = await demos.OnAsync("sqlite");
        await demo.SearchAsync($"MedicationStatement?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, demo.People.KnownEverywhere.NhsNumber!)}");
        var patient = await PatientAsync(demo);
        var subject = new DemoClient("subject-report", "records-officer-1", Recorded.Trust, "data-subject", ["user/Patient.r", "user/AuditEvent.rs"], ["subject-access"]);
        var path = $"fhir/Patient/{patient}/$access-report";
        var without = await demo.AskAsAsync(subject, path);
        var document = await demo.AskAsAsync(subject, path, more: Basis);
        var words = await demo.AskAsAsync(subject, path, more: r =>
        {
            Basis(r);
            r.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        });

        without.Status.Should().Be(HttpStatusCode.NotFound);
        document.Status.Should().Be(HttpStatusCode.OK, document.Text);
        document.Resource.ChildText("type").Should().Be("document");
        document.Text.Should().Contain("demo-clinician");
        words.ContentType.Should().Be("text/html");
        words.Text.Should().Contain("<td>demo-clinician</td>").And.Contain("TREAT");
        (await demo.AskAsync(DemoClients.TrustClinician, path)).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("X-Legal-Basis")]
    [InlineData("X-Legal-Basis-Authoriser")]
    [InlineData("X-Legal-Basis-Expires")]
    public async Task Half_a_legal_basis_is_an_error(string header)
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await demo.AskAsync(DemoClients.TrustClinician, "fhir/Flag?patient=x", more: r => r.Headers.Add(header, header.EndsWith("Expires", StringComparison.Ordinal) ? "2099-01-01T00:00:00Z" : "x"));

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Why_somebody_sees_or_does_not_is_explained_to_administrators_alone()
    {
        var demo = await demos.OnAsync("sqlite");
        var flag = (await demo.SearchAsync($"Flag?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, demo.People.InCustody.NhsNumber!)}", DemoClients.Practitioner)).Found.Of("Flag")[0].ChildText("id");
        var path = $"$explain-access?resource=Flag/{flag}&recipient=community-worker&organization={Recorded.FullCircle}&purpose=TREAT";
        var why = await demo.SearchAsync(path, DemoClients.Administrator);

        why.Status.Should().Be(HttpStatusCode.OK, why.Text);
        Value(why.Resource, "verdict").Should().Be("deny");
        Value(why.Resource, "consent").Should().StartWith("Consent/");
        why.Resource["parameter"].Count(p => p.ChildText("name") == "reason").Should().BePositive();
        (await demo.SearchAsync(path, DemoClients.Practitioner)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await demo.SearchAsync($"$explain-access?resource=Flag/{flag}", DemoClients.Administrator)).Status.Should().Be(HttpStatusCode.BadRequest);
        (await demo.SearchAsync($"$explain-access?resource=Flag/{new string('a', 64)}&recipient=probation&purpose=offender-management", DemoClients.Administrator)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private static IEnumerable<string> Queries(IEnumerable<Element> events) =>
        events.SelectMany(e => e["entity"]).SelectMany(e => e["query"]).Select(q => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(q.Text!)));

    private static void Basis(HttpRequestMessage request)
    {
        request.Headers.Add("X-Legal-Basis", "SAR-2026-17");
        request.Headers.Add("X-Legal-Basis-Authoriser", "records officer");
        request.Headers.Add("X-Legal-Basis-Expires", "2099-01-01T00:00:00Z");
    }

    private static async Task<string> PatientAsync(RunningDemo demo) =>
        (await demo.SearchAsync($"Patient?identifier={RunningDemo.Escaped(RunningDemo.Nhs, demo.People.KnownEverywhere.NhsNumber!)}", DemoClients.Practitioner)).Found.Of("Patient").First(p => p["meta"].Any(m => m.ChildText("source")!.EndsWith("/trust", StringComparison.Ordinal))).ChildText("id")!;

    private static IEnumerable<string?> Patients(Element one) => one["entity"].SelectMany(e => e["what"]).Select(w => w.ChildText("reference")).Where(r => r?.StartsWith("Patient/", StringComparison.Ordinal) == true);

    private static int Number(Element one) => int.Parse(one.ChildText("id")![1..], System.Globalization.CultureInfo.InvariantCulture);

    private static bool Has(Element one, string requestId) => one["entity"].SelectMany(e => e["what"]).SelectMany(w => w["identifier"]).Any(i => i.ChildText("value") == requestId);

    private static string? Value(Element parameters, string name) => parameters["parameter"].Where(p => p.ChildText("name") == name).SelectMany(p => p["value"]).Select(v => v.Text).FirstOrDefault();
}
