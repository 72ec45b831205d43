using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.EndToEnd.Tests.Changes;
using Gateway.EndToEnd.Tests.Data;
using Gateway.EndToEnd.Tests.Writing;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Access;

/// <summary>Attacks on what callers may see, through the front door; their numbers are those of <see cref="AttackListTests"/>.</summary>
public sealed class AttackTests(AccessDemos demos) : IClassFixture<AccessDemos>
{
    private static readonly string[] s_types = ["Patient", "Flag", "Condition", "Encounter", "Task", "ServiceRequest", "QuestionnaireResponse", "Consent"];

    // 1, 7
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Ids_of_somebody_who_refuses_are_the_same_answer_as_ids_of_nobody(string store)
    {
        var demo = await demos.OnAsync(store);
        foreach (var address in await AddressesAsync(demo, demo.People.InCustody.NhsNumber!))
        {
            var hidden = await demo.SearchAsync(address, DemoClients.CommunityProvider);
            var missing = await demo.SearchAsync($"{address.Split('/')[0]}/{new string('a', 64)}", DemoClients.CommunityProvider);
            (hidden.Status, hidden.Text).Should().Be((missing.Status, missing.Text), address);
            hidden.Headers.ETag.Should().BeNull();
        }
    }

    // 2, 32
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_one_client_was_given_is_not_there_for_another(string store)
    {
        var demo = await demos.OnAsync(store);
        var query = $"Flag?patient.identifier={Escaped(demo.People.InCustody.NhsNumber!)}";
        var given = await demo.SearchAsync(query, DemoClients.Practitioner);
        var refused = await demo.SearchAsync(query, DemoClients.CommunityProvider);

        given.Found.Of("Flag").Should().NotBeEmpty();
        refused.Found.Of("Flag").Should().BeEmpty();
        given.Headers.CacheControl!.NoStore.Should().BeTrue();
        refused.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    // 4, 5, 8
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task No_include_chain_or_total_leads_to_somebody_who_refuses(string store)
    {
        var demo = await demos.OnAsync(store);
        var number = demo.People.InCustody.NhsNumber!;
        foreach (var query in (string[])
        [
            $"Patient?identifier={Escaped(number)}&_revinclude=*",
            $"Flag?patient.identifier={Escaped(number)}&_include=*&_include:iterate=*",
            $"Flag?patient:identifier={Escaped(number)}&_total=accurate",
            $"Flag?patient.identifier={Escaped(number)}&_summary=count",
            $"Condition?subject:Patient.identifier={Escaped(number)}",
            $"Patient?identifier={Escaped(number)}&_has:Flag:patient:status=active",
            $"Task?patient.identifier={Escaped(number)}&_include=Task:focus&_include=Task:patient",
        ])
        {
            var answer = await demo.SearchAsync(query, DemoClients.CommunityProvider);
            answer.Status.Should().Be(HttpStatusCode.OK, $"{query}: {answer.Text}");
            answer.Found.Total.Should().BeOneOf([null, "0"], query);
            Resources(answer).Select(r => r.Type.Name).Except(["OperationOutcome"]).Should().BeEmpty(query);
            answer.Text.Should().NotContain(demo.People.InCustody.Surname, query);
        }
    }

    // 6
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_search_on_what_is_not_shown_finds_as_if_it_were_not_there(string store)
    {
        var demo = await demos.OnAsync(store);
        var person = demo.People.KnownEverywhere;
        var shown = await demo.SearchAsync($"Patient?identifier={Escaped("https://health-justice.example/id/pnc", person.PncId!)}", DemoClients.CustodySystem);
        shown.Found.Of("Patient").Should().NotBeEmpty();
        foreach (var hidden in (string[])["gender=male,female,other,unknown", "address:missing=false", "telecom:missing=false", $"identifier={Escaped(person.NhsNumber!)}"])
            (await demo.SearchAsync($"Patient?identifier={Escaped("https://health-justice.example/id/pnc", person.PncId!)}&{hidden}", DemoClients.CustodySystem)).Found.Of("Patient").Should().BeEmpty(hidden);
    }

    // 9
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_link_to_a_page_is_good_for_its_caller_alone_and_decided_anew(string store)
    {
        var demo = await demos.OnAsync(store);
        var number = demo.People.KnownEverywhere.NhsNumber!;
        var first = await demo.SearchAsync($"Flag?patient.identifier={Escaped(number)}&_count=1", DemoClients.CommunityProvider);
        var next = NextOf(first);
        (await demo.SearchAsync(next, DemoClients.Practitioner)).Status.Should().Be(HttpStatusCode.BadRequest);
        (await demo.SearchAsync($"{next[..^3]}abc", DemoClients.CommunityProvider)).Status.Should().Be(HttpStatusCode.BadRequest);
        (await demo.SearchAsync(next, DemoClients.CommunityProvider)).Found.Of("Flag").Should().NotBeEmpty();
        var id = (await Recorded.PostAsync(demo, Recorded.Consent(number, "deny", Recorded.FullCircle))).Resource.ChildText("id")!;
        (await demo.SearchAsync(next, DemoClients.CommunityProvider)).Found.Of("Flag").Should().BeEmpty();
        await Recorded.PutAsync(demo, id, Recorded.Consent(number, "deny", Recorded.FullCircle, id: id, status: "inactive"));
    }

    // 10
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Operations_decide_as_searches_do(string store)
    {
        var demo = await demos.OnAsync(store);
        var number = demo.People.KnownEverywhere.NhsNumber!;
        var caller = Clinician(demo, "trust-clinician", Recorded.Trust, "TREAT");
        (await demo.AskAsAsync(caller, $"fhir/Patient/$medication-history?identifier={Escaped(number)}")).Found.Of("MedicationStatement").Should().NotBeEmpty();
        var id = (await Recorded.PostAsync(demo, Recorded.Consent(number, "deny", Recorded.Trust, Recorded.Medicines))).Resource.ChildText("id")!;
        var refused = await demo.AskAsAsync(caller, $"fhir/Patient/$medication-history?identifier={Escaped(number)}");
        Resources(refused).Select(r => r.Type.Name).Should().NotContain(["MedicationStatement", "MedicationRequest", "MedicationAdministration", "DetectedIssue"]);
        (await Recorded.PutAsync(demo, id, Recorded.Consent(number, "deny", Recorded.Trust, Recorded.Medicines, id, "inactive"))).Status.Should().Be(HttpStatusCode.OK);
        (await demo.AskAsAsync(caller, $"fhir/Patient/$medication-history?identifier={Escaped(number)}")).Found.Of("MedicationStatement").Should().NotBeEmpty();
    }

    // 11
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Versions_are_decided_by_what_holds_now_and_by_their_own_labels(string store)
    {
        var demo = await demos.OnAsync(store);
        var clinician = new DemoClient("reading-clinician", "clinician-11", Recorded.Trust, "trust-clinician", ["user/Flag.rs", "user/Patient.rs"], ["TREAT"]);
        var patient = await demo.PatientAsync();
        var flag = await demo.SendAsync("POST", "Flag", Kept.Flag(patient, "first"));
        var (address, id) = (Kept.Address(flag), flag.Resource.ChildText("id"));
        await demo.SendAsync("PUT", address, Kept.Flag(patient, "second", $$""","id":"{{id}}","meta":{"security":[{"system":"https://health-justice.example/fhir/CodeSystem/sensitivity","code":"offence"}]}"""));
        (await demo.SendAsAsync(clinician, "GET", $"{address}/_history/1")).Status.Should().Be(HttpStatusCode.OK);
        (await demo.SendAsAsync(clinician, "GET", $"{address}/_history/2")).Status.Should().Be(HttpStatusCode.NotFound);
        Resources(await demo.SendAsAsync(clinician, "GET", $"{address}/_history")).Should().ContainSingle();

        // What was seen before somebody refused is not seen after, in any version, and a deletion says nothing either.
        var consent = Recorded.Consent("9000000009", "deny", Recorded.Trust, ""","class":[{"system":"http://hl7.org/fhir/resource-types","code":"Flag"}]""");
        consent = System.Text.RegularExpressions.Regex.Replace(consent, "\\{\"type\":\"Patient\",\"identifier\":\\{[^}]*\\}\\}", $$"""{"reference":"{{patient}}"}""");
        (await Recorded.PostAsync(demo, consent)).Status.Should().Be(HttpStatusCode.Created);
        var missing = await demo.SendAsAsync(clinician, "GET", $"Flag/{Kept.New()}/_history/1");
        foreach (var path in (string[])[address, $"{address}/_history/1", $"{address}/_history/2", $"{address}/_history"])
        {
            var hidden = await demo.SendAsAsync(clinician, "GET", path, null, ("If-None-Match", "W/\"1\""));
            (hidden.Status, hidden.Text).Should().Be((HttpStatusCode.NotFound, missing.Text), path);
        }

        (await demo.SendAsAsync(clinician, "GET", "Flag/_history?_count=100")).Text.Should().NotContain(address);
        (await demo.SendAsync("DELETE", address)).Status.Should().Be(HttpStatusCode.NotFound, "the keeper is of the service that is refused");
    }

    // 16
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_condition_does_not_tell_that_something_hidden_is_there(string store)
    {
        var (demo, value) = (await demos.OnAsync(store), Kept.New());
        var (patient, keeper) = (await demo.PatientAsync(), Kept.Keeper("system/Patient.rs", "system/Observation.cruds?status=final"));
        var hidden = await demo.SendAsync("POST", "Observation", Kept.Observation(patient, value, "preliminary"));
        foreach (var number in (string[])[value, Kept.New()])
        {
            var deleted = await demo.SendAsAsync(keeper, "DELETE", $"Observation?identifier=urn:kept|{number}&patient={patient}");
            var nothing = await demo.SendAsAsync(keeper, "DELETE", $"Observation?identifier=urn:kept|{Kept.New()}&patient={patient}");
            (deleted.Status, deleted.Text).Should().Be((nothing.Status, nothing.Text)).And.Be((HttpStatusCode.NoContent, ""));
            var created = await demo.SendAsAsync(keeper, "POST", "Observation", Kept.Observation(patient, number), ("If-None-Exist", $"identifier=urn:kept|{number}&patient={patient}"));
            (created.Status, created.Headers.ETag!.ToString()).Should().Be((HttpStatusCode.Created, "W/\"1\""));
            var found = await demo.SendAsAsync(keeper, "POST", "Observation", Kept.Observation(patient, number), ("If-None-Exist", $"identifier=urn:kept|{number}&patient={patient}"));
            (found.Status, Kept.Address(found)).Should().Be((HttpStatusCode.OK, Kept.Address(created)));
            var updated = await demo.SendAsAsync(keeper, "PUT", $"Observation?identifier=urn:kept|{number}&patient={patient}", Kept.Observation(patient, number));
            (updated.Status, updated.Headers.ETag!.ToString()).Should().Be((HttpStatusCode.OK, "W/\"2\""));
        }

        (await demo.SendAsync("GET", Kept.Address(hidden))).Headers.ETag!.ToString().Should().Be("W/\"1\"");
    }

    // 12
    [Theory]
    [InlineData("Patient/{0}/$meta")]
    [InlineData("Patient/{0}/$graphql?query=x")]
    [InlineData("$graphql?query=x")]
    [InlineData("Patient/$meta")]
    public async Task What_other_servers_let_by_is_no_address_here(string path)
    {
        var demo = await demos.OnAsync("sqlite");
        var id = (await AddressesAsync(demo, demo.People.KnownEverywhere.NhsNumber!)).First(a => a.StartsWith("Patient/", StringComparison.Ordinal)).Split('/')[1];

        (await demo.SearchAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, id), DemoClients.Administrator)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    // 13, 23
    [Theory]
    [InlineData("user/Patient.rs", "Condition?patient.identifier=")]
    [InlineData("user/Condition.r", "Condition?patient.identifier=")]
    [InlineData("user/Condition.cud", "Condition?patient.identifier=")]
    [InlineData("patient/Condition.rs", "Condition?patient.identifier=")]
    public async Task A_scope_opens_its_own_type_and_interaction_alone(string scope, string query)
    {
        var demo = await demos.OnAsync("sqlite");
        var caller = Clinician(demo, "trust-clinician", Recorded.Trust, "TREAT") with { Scopes = [scope] };

        (await demo.AskAsAsync(caller, $"fhir/{query}{Escaped(demo.People.KnownEverywhere.NhsNumber!)}")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    // 14, 20, 21
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Nobody_records_consent_but_who_speaks_with_the_person(string store)
    {
        var demo = await demos.OnAsync(store);
        var permit = Recorded.Consent(demo.People.InCustody.NhsNumber!, "permit", Recorded.FullCircle);
        string[] all = ["user/Consent.cruds"];
        foreach (var caller in new[]
        {
            new DemoClient("worker", "worker-1", Recorded.FullCircle, "community-worker", all, ["TREAT"]),
            new DemoClient("officer", "officer-1", "42", "custody-officer", all, ["custody-care"]),
            new DemoClient("admin", "admin-1", Recorded.Trust, "administrator", all, ["HOPERAT"]),
            new DemoClient("robot", "robot", Recorded.Trust, "case-worker", all, ["TREAT"]),
        })
            (await demo.AskAsAsync(caller, "fhir/Consent", HttpMethod.Post, r => Recorded.Put(r, permit))).Status.Should().Be(HttpStatusCode.Forbidden, caller.ClientId);
        (await demo.SearchAsync($"Flag?patient.identifier={Escaped(demo.People.InCustody.NhsNumber!)}", DemoClients.CommunityProvider)).Found.Of("Flag").Should().BeEmpty();
    }

    // 15
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task An_entry_of_a_batch_may_what_its_caller_may_alone(string store)
    {
        var demo = await demos.OnAsync(store);
        var reader = new DemoClient("reader", "reader", "R1L", "record-keeper", ["system/Patient.rs"], ["TREAT"]);
        var hidden = (await AddressesAsync(demo, demo.People.InCustody.NhsNumber!))[0];
        var number = Guid.NewGuid().ToString();
        var observed = await demo.CreatedAsync($$$"""{"resourceType":"Observation","status":"final","code":{"text":"x"},"identifier":[{"system":"http://example.org/kept","value":"{{{number}}}"}]}""");

        // Neither writes nor other types than its scopes name, no other interface, no other caller or purpose; what refuses alone refuses inside.
        string[] entries =
        [
            Keeper.Entry("POST", "Patient", """{"resourceType":"Patient"}"""), Keeper.Entry("PUT", "Patient/mine", """{"resourceType":"Patient","id":"mine"}"""), Keeper.Entry("DELETE", "Patient/mine"),
            Keeper.Entry("PATCH", "Patient/mine", """{"resourceType":"Parameters"}"""), Keeper.Entry("GET", $"Observation/{observed}"), Keeper.Entry("GET", $"Observation?identifier={number}"),
        ];
        foreach (var type in (string[])["batch", "transaction"])
            foreach (var entry in entries)
            {
                var answer = await BundleAsync(demo, reader, type, entry);
                (answer.Status == HttpStatusCode.OK ? answer.Statuses().Single() : $"{(int)answer.Status}").Should().BeOneOf("403", "404");
            }

        foreach (var url in (string[])["../oauth/token", "../custody/health-requests", "/../metrics", "%2e%2e/metrics", "..%2fmetrics", "//metrics", "http://127.0.0.1/metrics", "Patient/../../metrics", "oauth/token", "health/ready", ".well-known/smart-configuration"])
            (await BundleAsync(demo, reader, "batch", Keeper.Entry("GET", url))).Statuses().Single().Should().BeOneOf(["400", "403", "404"], url);
        (await BundleAsync(demo, reader, "batch", Keeper.Entry("POST", "/", Keeper.Bundle("batch", entries)))).Statuses().Should().Equal("400");

        // What is hidden from a caller is the same answer inside as what never was; a reference that is a search finds nothing that its caller does not see.
        var community = await demo.AskAsync(DemoClients.CommunityProvider, "fhir", HttpMethod.Post, r => Recorded.Put(r, Keeper.Bundle("batch", Keeper.Entry("GET", hidden), Keeper.Entry("GET", $"{hidden.Split('/')[0]}/{new string('a', 64)}"))));
        var answers = community.Json["entry"]!.AsArray().Select(e => e!.ToJsonString()).ToList();
        (community.Statuses().First(), answers[0]).Should().Be(("404", answers[1]));
        var writer = reader with { ClientId = "writer", Scopes = ["system/DiagnosticReport.cruds", "system/Observation.c"] };
        foreach (var search in (string[])[number, "nobody"])
        {
            var probe = await BundleAsync(demo, writer, "transaction", Keeper.Entry("POST", "DiagnosticReport", $$$"""{"resourceType":"DiagnosticReport","status":"final","code":{"text":"x"},"result":[{"reference":"Observation?identifier={{{search}}}"}]}"""));
            (probe.Status, probe.Text.Contains("scopes", StringComparison.Ordinal)).Should().Be((HttpStatusCode.BadRequest, true), probe.Text);
        }
    }

    // 17
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_Binary_is_seen_by_whom_its_context_is_shown_whole(string store)
    {
        var demo = await demos.OnAsync(store);
        var flag = await demo.CreatedAsync("""{"resourceType":"Flag","status":"active","category":[{"text":"x"}],"code":{"text":"x"},"subject":{"display":"x"}}""");
        var patient = await demo.CreatedAsync("""{"resourceType":"Patient","name":[{"family":"Seen"}]}""");
        var reader = new DemoClient("reader", "reader", "R1L", "record-keeper", ["system/Binary.rs", "system/Patient.rs"], ["TREAT"]);
        var officer = new DemoClient("officer", "officer", "42", "custody-officer", ["system/*.cruds"], ["custody-care"]);
        foreach (var (context, status) in ((string, HttpStatusCode)[])[($"Patient/{patient}", HttpStatusCode.OK), ($"Flag/{flag}", HttpStatusCode.NotFound)])
        {
            var posted = await demo.SendAsync(HttpMethod.Post, "Binary", "secret", "text/plain", r => r.Headers.Add("X-Security-Context", context));
            var address = BinaryTests.AddressOf(posted);
            (await demo.SendAsync(HttpMethod.Get, address)).Text.Should().Be("secret");
            var missing = await demo.AskAsAsync(reader, $"fhir/Binary/{Guid.NewGuid()}");
            foreach (var ask in (string[])[address, $"{address}?_format=json", $"Binary?_id={address.Split('/')[1]}"])
            {
                var answer = await demo.AskAsAsync(reader, $"fhir/{ask}");
                (answer.Text.Contains("secret", StringComparison.Ordinal) || answer.Text.Contains("c2VjcmV0", StringComparison.Ordinal)).Should().Be(status == HttpStatusCode.OK, ask);
                if (status == HttpStatusCode.NotFound && !ask.Contains('?', StringComparison.Ordinal))
                    (answer.Status, answer.Text).Should().Be((missing.Status, missing.Text));
                (await demo.AskAsAsync(officer, $"fhir/{ask}")).Text.Should().NotContainAny("secret", "c2VjcmV0");
            }

            // Nor is one changed, or put under another context, by whom it is not shown.
            var changer = reader with { ClientId = "changer", Scopes = ["system/Binary.cruds", "system/Patient.rs"] };
            foreach (var (named, then) in ((string?, HttpStatusCode)[])[(null, HttpStatusCode.UnprocessableEntity), ("Patient/other", HttpStatusCode.UnprocessableEntity), (context, HttpStatusCode.OK)])
            {
                var changed = await demo.AskAsAsync(changer, $"fhir/{address}", HttpMethod.Put, r =>
                {
                    Recorded.Put(r, "other", "text/plain");
                    r.Headers.Add("X-Security-Context", named);
                });
                changed.Status.Should().Be(status == HttpStatusCode.OK ? then : status, named);
            }
        }

        foreach (var context in (string[])["Patient/nobody", "Binary/1", "http://elsewhere.example/fhir/Patient/1"])
            (await demo.SendAsync(HttpMethod.Post, "Binary", "secret", "text/plain", r => r.Headers.Add("X-Security-Context", context))).Status.Should().Be(HttpStatusCode.Forbidden, context);
    }

    private static Task<Answer> BundleAsync(RunningDemo demo, DemoClient client, string type, params string[] entries) =>
        demo.AskAsAsync(client, "fhir", HttpMethod.Post, r => Recorded.Put(r, Keeper.Bundle(type, entries)));

    // 18
    [Fact]
    public async Task What_is_smuggled_inside_is_refused_or_judged()
    {
        var demo = await demos.OnAsync("sqlite");
        var number = demo.People.TrustOnly.NhsNumber!;
        var smuggled = Recorded.Consent(number, "deny", Recorded.FullCircle).Replace("\"status\":\"active\"", """"contained":[{"resourceType":"Consent","id":"x","status":"active","scope":{"text":"a"},"category":[{"text":"b"}],"patient":{"reference":"Patient/1"},"provision":{"type":"permit"}}],"status":"active"""", StringComparison.Ordinal);

        ((int)(await Recorded.PostAsync(demo, smuggled)).Status).Should().BeInRange(400, 422);
        ((int)(await Recorded.PostAsync(demo, """{"resourceType":"Bundle","type":"batch","entry":[]}""")).Status).Should().BeInRange(400, 422);
    }

    // 23
    [Theory]
    [InlineData("BTG")]
    [InlineData("HPAYMT")]
    [InlineData("police-request")]
    public async Task A_purpose_or_emergency_that_a_caller_gives_itself_opens_nothing(string purpose)
    {
        var demo = await demos.OnAsync("sqlite");
        var query = $"fhir/Flag?patient.identifier={Escaped(demo.People.KnownEverywhere.NhsNumber!)}";
        var said = await demo.AskAsync(DemoClients.TrustClinician, query, more: r => r.Headers.Add("X-Purpose-Of-Use", purpose));
        var registered = await demo.AskAsAsync(Clinician(demo, "trust-clinician", Recorded.Trust, purpose), query);
        var invented = await demo.AskAsync(DemoClients.TrustClinician, query, more: r => r.Headers.Add("X-Emergency-Grant", "6cd2a1e0-0000-4000-8000-000000000000"));

        ((int)said.Status).Should().BeOneOf(400, 403);
        registered.Found.Of("Flag").Should().BeEmpty();
        invented.Status.Should().Be(HttpStatusCode.Forbidden);
    }

    // 26, 27, 28, 30
    [Theory]
    [InlineData("application/fhir+xml", "<!DOCTYPE Consent [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Consent xmlns=\"http://hl7.org/fhir\"><status value=\"&x;\"/></Consent>", 400)]
    [InlineData("application/fhir+json", "{\"resourceType\":\"Consent\",\"status\":\"active\",\"status\":\"inactive\"}", 400)]
    [InlineData("application/fhir+json", "", 400)]
    public async Task Hostile_content_is_refused_and_nothing_of_it_is_repeated(string type, string content, int status)
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await Recorded.PostAsync(demo, content, type: type);

        ((int)answer.Status).Should().Be(status, answer.Text);
        answer.Resource.Type.Name.Should().Be("OperationOutcome");
        answer.Text.Should().NotContainAny("passwd", "root:", " at Gateway.");
    }

    // 28
    [Fact]
    public async Task Content_that_is_too_deep_or_too_large_is_refused()
    {
        var demo = await demos.OnAsync("sqlite");
        var deep = Recorded.Consent(demo.People.TrustOnly.NhsNumber!, "deny", "x", string.Concat(Enumerable.Repeat(",\"provision\":[{\"type\":\"deny\"", 400)) + string.Concat(Enumerable.Repeat("}]", 400)));
        ((int)(await Recorded.PostAsync(demo, deep)).Status).Should().BeInRange(400, 422);
        ((int)(await Recorded.PostAsync(demo, Recorded.Consent(demo.People.TrustOnly.NhsNumber!, "deny", new string('x', 400_000)))).Status).Should().BeOneOf(400, 413, 422);
    }

    // 30
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src='x' onerror='alert(1)'/>")]
    [InlineData("<a href='javascript:alert(1)'>x</a>")]
    public async Task A_narrative_that_would_run_is_refused(string html)
    {
        var demo = await demos.OnAsync("sqlite");
        var content = Recorded.Consent(demo.People.TrustOnly.NhsNumber!, "deny", Recorded.FullCircle).Replace("\"status\":\"active\"", $$"""
            "text":{"status":"generated","div":"<div xmlns='http://www.w3.org/1999/xhtml'>{{html}}</div>"},"status":"active"
            """, StringComparison.Ordinal);
        var answer = await Recorded.PostAsync(demo, content);

        ((int)answer.Status).Should().BeOneOf([400, 422], answer.Text);
    }

    // 31
    [Fact]
    public async Task An_id_of_a_request_cannot_write_lines_into_the_trail()
    {
        var demo = await demos.OnAsync("sqlite");
        var hostile = new string('A', 4000);
        await demo.AskAsync(DemoClients.TrustClinician, "fhir/Patient/1", more: r => r.Headers.TryAddWithoutValidation("X-Request-Id", hostile));
        var trail = await demo.SearchAsync("AuditEvent?_sort=-date&_count=20", DemoClients.Administrator);

        trail.Status.Should().Be(HttpStatusCode.OK);
        trail.Found.Of("AuditEvent").Should().NotBeEmpty();
        trail.Text.Should().NotContain(hostile);
    }

    // 33
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task XML_shows_what_JSON_shows(string store)
    {
        var demo = await demos.OnAsync(store);
        foreach (var client in (string[])[DemoClients.CustodySystem, DemoClients.CommunityProvider, DemoClients.TrustClinician])
        {
            var query = $"Flag?patient.identifier={Escaped(demo.People.KnownEverywhere.NhsNumber!)}&_sort=_id";
            var json = await demo.SearchAsync(query, client);
            var xml = await demo.AskAsync(client, $"fhir/{query}", more: r => r.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/fhir+xml")));
            var read = FhirContent.Read(xml.Body);
            read.IsRead.Should().BeTrue();
            read.Root["entry"].SelectMany(e => e["resource"]).Where(r => r.Type.Name == "Flag").Select(Text).Should().Equal(json.Found.Of("Flag").Select(Text), client);
        }
    }

    // 34
    [Theory]
    [InlineData("X-Client-DN", "CN=administrator")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Client-Cert", "Subject=\"CN=administrator\"")]
    [InlineData("X-User", "administrator")]
    public async Task A_header_makes_nobody_somebody_else(string header, string value)
    {
        var demo = await demos.OnAsync("sqlite");
        var anonymous = await demo.AskAsync(null, "fhir/AuditEvent", more: r => r.Headers.Add(header, value));
        var officer = await demo.AskAsync(DemoClients.CustodySystem, "fhir/AuditEvent", more: r => r.Headers.Add(header, value));

        anonymous.Status.Should().Be(HttpStatusCode.Unauthorized);
        officer.Status.Should().Be(HttpStatusCode.Forbidden);
    }

    // 36
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_leaves_by_itself_is_decided_when_it_leaves(string store)
    {
        var demo = await demos.OnAsync(store);
        var person = demo.People.KnownEverywhere;
        var reference = await Sent.RequestAsync(demo, person.CustodyNumbers[^1]);
        await Sent.StepAsync(demo, reference, "accept");
        (await Patience.UntilAsync(() => demo.ToldAsync(reference), t => t.Count > 0)).Select(t => t.Kind).Should().Equal("HealthRequestAcknowledgement");

        // From now on police are told nothing, though the request was theirs.
        var id = (await Recorded.PostAsync(demo, Refusal())).Resource.ChildText("id")!;
        await Sent.StepAsync(demo, reference, "attend");
        var withheld = await Sent.WithheldAsync(demo, "custody");
        (await demo.ToldAsync(reference)).Should().ContainSingle();
        (await demo.TasksAsync(reference)).Of("Task").Should().BeEmpty("asking tells custody as much");
        var trail = (await demo.SearchAsync("AuditEvent?_sort=-date&_count=200", DemoClients.Administrator)).Found.Of("AuditEvent");
        trail.Where(e => Has(e, withheld.Id)).Should().Contain(e => e.ChildText("outcome") == "8" && e["subtype"].Any(s => s.ChildText("code") == "disclose"));

        // An attempt is decided anew.
        (await Recorded.PutAsync(demo, id, Refusal(id, "inactive"))).Status.Should().Be(HttpStatusCode.OK);
        (await Sent.ReplayAsync(demo, withheld.Id)).Should().BeTrue();
        (await Patience.UntilAsync(() => demo.ToldAsync(reference), t => t.Count > 1)).Select(t => t.Kind).Should().Equal("HealthRequestAcknowledgement", "HealthRequestAttendance");
        trail = (await demo.SearchAsync("AuditEvent?_sort=-date&_count=200", DemoClients.Administrator)).Found.Of("AuditEvent");
        trail.Where(e => Has(e, withheld.Id) && e["subtype"].Any(s => s.ChildText("code") == "disclose")).Select(e => e.ChildText("outcome")).Should().BeEquivalentTo("8", "0");

        string Refusal(string? id = null, string status = "active") =>
            Recorded.Consent(person.NhsNumber!, "deny", "42", id: id, status: status).Replace("https://fhir.nhs.uk/Id/ods-organization-code", "https://health-justice.example/id/police-force", StringComparison.Ordinal);
    }

    // Offence and arrest are not for the trust; a note is not for custody.
    [Fact]
    public async Task The_trust_sees_that_somebody_is_held_and_not_what_for()
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await demo.SearchAsync($"Encounter?patient.identifier={Escaped(demo.People.InCustody.NhsNumber!)}&_include=*", DemoClients.TrustClinician);

        Resources(answer).Should().NotBeEmpty();
        answer.Text.Should().NotContainAny("CodeSystem/cjs-offence", "offence", "arrest");
    }

    // Every way to the same resource bears the same labels: one confidentiality, and no sensitivity that somebody may not see.
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_is_shown_bears_its_labels_on_every_path(string store)
    {
        var demo = await demos.OnAsync(store);
        var number = demo.People.KnownEverywhere.NhsNumber!;
        var found = await demo.SearchAsync($"Condition?patient.identifier={Escaped(number)}&_include=Condition:subject", DemoClients.Practitioner);
        var condition = found.Found.Of("Condition")[0];
        var (patient, address) = (found.Found.Of("Patient")[0], $"Condition/{condition.ChildText("id")}");
        Resources(found).Where(r => r.Type.Name != "OperationOutcome").Should().OnlyContain(r => Confidentialities(r) == 1);
        Labels(condition).Should().Contain("R");
        foreach (var path in (string[])[address, $"{address}?_format=xml", $"{address}/_history", $"Patient/{condition["subject"].First().ChildText("reference")!.Split('/')[1]}/$everything?_type=Condition"])
        {
            var answer = await demo.SearchAsync(path, DemoClients.Practitioner);
            answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
            var same = FhirContent.Read(answer.Body).Root is { Type.Name: "Condition" } one ? one : Resources(answer).First(r => r.ChildText("id") == condition.ChildText("id"));
            Labels(same).Should().Equal(Labels(condition), path);
        }

        // Custody is not told that somebody is known to mental health services.
        foreach (var type in (string[])["Patient", "Flag", "Encounter", "Task"])
            foreach (var shown in (await demo.SearchAsync($"{type}?{(type == "Patient" ? "" : "patient.")}identifier={Escaped(number)}", DemoClients.CustodySystem)).Found.Of(type))
                Labels(shown).Should().Contain("REDACTED").And.NotContain("PSY").And.HaveCount(2);
        patient.IsNone.Should().BeFalse();
    }

    private static List<string> Labels(Element resource) => [.. resource["meta"].SelectMany(m => m["security"]).Select(s => s.ChildText("code")!)];

    private static int Confidentialities(Element resource) => resource["meta"].SelectMany(m => m["security"]).Count(s => s.ChildText("system") == "http://terminology.hl7.org/CodeSystem/v3-Confidentiality");

    private static DemoClient Clinician(RunningDemo demo, string recipient, string organization, string purpose) =>
        new($"test-{recipient}", $"{recipient}-user", organization, recipient, [.. new[] { "Patient", "MedicationStatement", "MedicationRequest", "MedicationAdministration", "Medication", "Flag", "Condition", "Encounter", "Observation" }.Select(t => $"user/{t}.rs")], [purpose]);

    private static async Task<List<string>> AddressesAsync(RunningDemo demo, string number)
    {
        var found = new List<string>();
        foreach (var type in s_types)
            found.AddRange(Resources(await demo.SearchAsync($"{type}?{(type == "Patient" ? "identifier" : "patient.identifier")}={Escaped(number)}", DemoClients.Practitioner)).Where(r => r.Type.Name == type).Select(r => $"{type}/{r.ChildText("id")}"));
        found.Should().NotBeEmpty();
        return found;
    }

    private static IEnumerable<Element> Resources(Answer answer) => answer.Resource["entry"].SelectMany(e => e["resource"]);

    private static string NextOf(Answer answer) => answer.Resource["link"].First(l => l.ChildText("relation") == "next").ChildText("url")!.Split("/fhir/")[1];

    private static bool Has(Element one, string requestId) => one["entity"].SelectMany(e => e["what"]).SelectMany(w => w["identifier"]).Any(i => i.ChildText("value") == requestId);

    private static string Text(Element element) => Encoding.UTF8.GetString(Gateway.Fhir.Json.FhirJson.ToUtf8(element));

    private static string Escaped(string number) => RunningDemo.Escaped(RunningDemo.Nhs, number);

    private static string Escaped(string system, string value) => RunningDemo.Escaped(system, value);
}
