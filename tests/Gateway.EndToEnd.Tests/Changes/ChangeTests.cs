using System.Net;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Access;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Changes;

/// <summary>Create, update and delete through the front door.</summary>
[Collection(SharedStores.Name)]
public sealed class ChangeTests(AccessDemos demos)
{
    private const string ActCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_is_created_is_read_found_updated_and_deleted(string store)
    {
        var (demo, value) = (await demos.OnAsync(store), Kept.New());
        var created = await demo.SendAsync("POST", "Patient", Kept.Patient(value, ""","name":[{"family":"Keptwell"}]"""));
        created.Status.Should().Be(HttpStatusCode.Created, created.Text);
        created.Headers.ETag!.ToString().Should().Be("W/\"1\"");
        var address = Kept.Address(created);
        created.Headers.Location!.ToString().Should().EndWith($"/fhir/{address}/_history/1").And.StartWith("http");
        (await demo.SendAsync("GET", address)).Resource.ChildText("id").Should().Be(address.Split('/')[1]);
        (await demo.SendAsync("GET", $"Patient?identifier=urn:kept|{value}")).Found.Of("Patient").Should().ContainSingle();
        (await demo.SendAsync("GET", $"Patient?family=Keptwell&_id={address.Split('/')[1]}")).Found.Of("Patient").Should().ContainSingle();

        var updated = await demo.SendAsync("PUT", address, $$"""{"resourceType":"Patient","id":"{{address.Split('/')[1]}}","active":true}""", ("If-Match", "W/\"1\""));
        updated.Status.Should().Be(HttpStatusCode.OK, updated.Text);
        updated.Headers.ETag!.ToString().Should().Be("W/\"2\"");
        (await demo.SendAsync("GET", $"Patient?identifier=urn:kept|{value}")).Found.Of("Patient").Should().BeEmpty();

        (await demo.SendAsync("DELETE", address)).Status.Should().Be(HttpStatusCode.NoContent);
        (await demo.SendAsync("GET", address)).Status.Should().Be(HttpStatusCode.Gone);
        (await demo.SendAsync("DELETE", address)).Status.Should().Be(HttpStatusCode.NoContent, "it is gone already");
        (await demo.SendAsync("GET", $"Patient?_id={address.Split('/')[1]}")).Found.Of("Patient").Should().BeEmpty();
        var again = await demo.SendAsync("PUT", address, $$"""{"resourceType":"Patient","id":"{{address.Split('/')[1]}}"}""");
        (again.Status, again.Headers.ETag!.ToString()).Should().Be((HttpStatusCode.Created, "W/\"4\""));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task An_update_creates_what_is_not_there_under_the_id_that_its_client_chose(string store)
    {
        var (demo, id) = (await demos.OnAsync(store), Kept.New());
        var made = await demo.SendAsync("PUT", $"Basic/{id}", $$"""{"resourceType":"Basic","id":"{{id}}","code":{"text":"x"} }""");
        (made.Status, made.Headers.Location!.ToString().Split("/fhir/")[1]).Should().Be((HttpStatusCode.Created, $"Basic/{id}/_history/1"));
        (await demo.SendAsync("PUT", $"Basic/{Kept.New()}", $$"""{"resourceType":"Basic","id":"{{id}}","code":{"text":"x"} }""")).Status.Should().Be(HttpStatusCode.BadRequest, "the ids differ");
        (await demo.SendAsync("PUT", $"Basic/{id}x", $$"""{"resourceType":"Basic","id":"{{id}}x","code":{"text":"x"} }""", ("If-Match", "W/\"1\""))).Status.Should().Be(HttpStatusCode.PreconditionFailed, "there is no version to match");
        (await demo.SendAsAsync(Kept.Keeper("system/Basic.ru"), "PUT", $"Basic/{id}y", $$"""{"resourceType":"Basic","id":"{{id}}y","code":{"text":"x"} }""")).Status.Should().Be(HttpStatusCode.NotFound, "who may not create finds nothing to update");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Of_changes_that_meet_one_is_made(string store)
    {
        var demo = await demos.OnAsync(store);
        var address = await demo.PatientAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => demo.SendAsync("PUT", address, $$"""{"resourceType":"Patient","id":"{{address.Split('/')[1]}}","name":[{"text":"{{i}}"}]}""", ("If-Match", "W/\"1\""))));
        answers.Select(a => a.Status).Order().Should().Equal([HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.PreconditionFailed, 7)]);

        // Without an If-Match each is made, one after another.
        var others = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => demo.SendAsync("PUT", address, $$"""{"resourceType":"Patient","id":"{{address.Split('/')[1]}}","name":[{"text":"{{i}}"}]}""")));
        others.Should().OnlyContain(a => a.Status == HttpStatusCode.OK);
        others.Select(a => a.Headers.ETag!.ToString()).Should().BeEquivalentTo(Enumerable.Range(3, 6).Select(v => $"W/\"{v}\""));
    }

    [Theory]
    [InlineData("return=minimal", 201, "")]
    [InlineData("return=representation", 201, "Patient")]
    [InlineData("return=OperationOutcome", 201, "OperationOutcome")]
    [InlineData("handling=strict, return=minimal", 201, "")]
    public async Task An_answer_holds_what_was_preferred(string prefer, int status, string type)
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await demo.SendAsync("POST", "Patient", Kept.Patient(Kept.New()), ("Prefer", prefer));
        ((int)answer.Status, answer.Body.Length == 0 ? "" : answer.Resource.Type.Name).Should().Be((status, type));
        answer.Headers.ETag.Should().NotBeNull();
    }

    [Theory]
    [InlineData("""{"resourceType":"Observation","status":"nonsense","code":{"text":"x"}}""", 422, "Observation.status")]
    [InlineData("""{"resourceType":"Observation","code":{"text":"x"}}""", 422, "Observation")]
    [InlineData("""{"resourceType":"Observation","status":"final","code":{"text":"x"},"colour":"red"}""", 400, "Observation")]
    [InlineData("""{"resourceType":"Patient"}""", 400, "")]
    [InlineData("""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/nobody-there"}}""", 403, "")]
    [InlineData("", 400, "")]
    public async Task What_cannot_be_kept_is_refused_with_its_place(string content, int status, string place)
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await demo.SendAsync("POST", "Observation", content);
        ((int)answer.Status).Should().Be(status, answer.Text);
        answer.Resource.Type.Name.Should().Be("OperationOutcome");
        if (place.Length > 0)
            answer.Resource["issue"].SelectMany(i => i["expression"]).Select(e => e.Text!).Should().Contain(e => e.StartsWith(place, StringComparison.Ordinal), answer.Text);
    }

    [Theory]
    [InlineData("POST", "AuditEvent", """{"resourceType":"AuditEvent"}""")]
    [InlineData("DELETE", "AuditEvent/a1", null)]
    [InlineData("DELETE", "Consent/x", null)]
    public async Task What_nobody_changes_says_which_methods_it_knows(string method, string path, string? content)
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await demo.SendAsync(method, path, content);
        answer.Status.Should().Be(HttpStatusCode.MethodNotAllowed, answer.Text);
    }

    [Theory]
    [InlineData("system/Patient.rs", "POST")]
    [InlineData("system/Patient.crs", "PUT")]
    [InlineData("system/Patient.crus", "DELETE")]
    [InlineData("system/Patient.crud", "PUT?")]
    public async Task A_change_needs_its_own_letter_of_the_scope(string scope, string method)
    {
        var demo = await demos.OnAsync("sqlite");
        var address = await demo.PatientAsync();
        var (path, content) = method switch { "POST" => ("Patient", Kept.Patient("x")), "DELETE" => (address, null), "PUT?" => ("Patient?identifier=urn:kept|none", Kept.Patient("none")), _ => (address, $$"""{"resourceType":"Patient","id":"{{address.Split('/')[1]}}"}""") };
        (await demo.SendAsAsync(Kept.Keeper(scope), method.TrimEnd('?'), path, content)).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_scope_that_is_restricted_holds_of_what_was_there_and_of_what_it_becomes(string store)
    {
        var demo = await demos.OnAsync(store);
        var (patient, keeper) = (await demo.PatientAsync(), Kept.Keeper("system/Patient.rs", "system/Observation.cruds?status=final"));
        var preliminary = Kept.Address(await demo.SendAsync("POST", "Observation", Kept.Observation(patient, Kept.New(), "preliminary")));
        var final = await demo.SendAsAsync(keeper, "POST", "Observation", Kept.Observation(patient, Kept.New()));
        final.Status.Should().Be(HttpStatusCode.Created, final.Text);

        (await demo.SendAsAsync(keeper, "POST", "Observation", Kept.Observation(patient, Kept.New(), "preliminary"))).Status.Should().Be(HttpStatusCode.Forbidden);
        (await demo.SendAsAsync(keeper, "DELETE", preliminary)).Status.Should().Be(HttpStatusCode.NotFound, "it is not there for who may not see it");
        (await demo.SendAsAsync(keeper, "PUT", Kept.Address(final), final.Text.Replace("\"final\"", "\"amended\"", StringComparison.Ordinal))).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_is_written_was_decided()
    {
        var demo = await demos.OnAsync("sqlite");
        var patient = await demo.PatientAsync();

        // An offence is not the clinician's to see, and so not theirs to write; what they are shown in part they cannot write over.
        var clinician = new DemoClient("writing-clinician", "clinician-7", "R1L", "trust-clinician", ["user/Flag.cruds", "user/Patient.rs"], ["TREAT"]);
        var offence = ""","meta":{"security":[{"system":"https://health-justice.example/fhir/CodeSystem/sensitivity","code":"offence"}]}""";
        (await demo.SendAsAsync(clinician, "POST", "Flag", Kept.Flag(patient, "seen"))).Status.Should().Be(HttpStatusCode.Created);
        (await demo.SendAsAsync(clinician, "POST", "Flag", Kept.Flag(patient, "unseen", offence))).Status.Should().Be(HttpStatusCode.Forbidden);
        var kept = await demo.SendAsync("POST", "Flag", Kept.Flag(patient, "unseen", offence));
        kept.Status.Should().Be(HttpStatusCode.Created, kept.Text);
        var hidden = await demo.SendAsAsync(clinician, "PUT", Kept.Address(kept), kept.Text);
        (hidden.Status, hidden.Text).Should().Be((HttpStatusCode.NotFound, (await demo.SendAsAsync(clinician, "DELETE", $"Flag/{Kept.New()}")).Text));
        (await demo.SendAsAsync(clinician, "DELETE", Kept.Address(kept))).Status.Should().Be(HttpStatusCode.NotFound);

        // Who is shown parts: the worker's projection.
        var worker = new DemoClient("writing-worker", "worker-7", "ZZ950", "community-worker", ["user/Flag.cruds", "user/Patient.cruds"], ["TREAT"]);
        (await demo.SendAsAsync(worker, "PUT", patient, $$"""{"resourceType":"Patient","id":"{{patient.Split('/')[1]}}"}""")).Status.Should().BeOneOf([HttpStatusCode.Forbidden, HttpStatusCode.NotFound]);
        (await demo.SendAsAsync(worker, "POST", "Patient", Kept.Patient(Kept.New()))).Status.Should().Be(HttpStatusCode.Forbidden);
        (await demo.SendAsync("GET", patient)).Headers.ETag!.ToString().Should().Be("W/\"1\"", "nothing of it was done");
    }

    [Fact]
    public async Task No_change_takes_a_label_away()
    {
        var demo = await demos.OnAsync("sqlite");
        var patient = await demo.PatientAsync();
        var flag = await demo.SendAsync("POST", "Flag", Kept.Flag(patient, "held", ""","meta":{"security":[{"system":"https://health-justice.example/fhir/CodeSystem/sensitivity","code":"offence"}]}"""));
        var without = await demo.SendAsync("PUT", Kept.Address(flag), Kept.Flag(patient, "held still", $$""","id":"{{flag.Resource.ChildText("id")}}" """));
        without.Status.Should().Be(HttpStatusCode.OK, without.Text);
        Labels(without.Resource).Should().BeEquivalentTo("R", "offence");
        (await demo.SendAsync("GET", $"Flag?_security=offence&_id={flag.Resource.ChildText("id")}")).Found.Of("Flag").Should().ContainSingle("it is stored still");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_is_given_back_of_a_write_bears_the_labels_of_a_read(string store)
    {
        var demo = await demos.OnAsync(store);
        var patient = await demo.PatientAsync();
        var created = await demo.SendAsync("POST", "Flag", CodedFlag(patient));
        var read = await demo.SendAsync("GET", Kept.Address(created));
        Labels(read.Resource).Should().BeEquivalentTo("R", "HIV");
        Labels(created.Resource).Should().Equal(Labels(read.Resource));
        var updated = await demo.SendAsync("PUT", Kept.Address(created), read.Text.Replace("active", "inactive", StringComparison.Ordinal));
        updated.Resource.ChildText("status").Should().Be("inactive");
        Labels(updated.Resource).Should().Equal(Labels(read.Resource));
        Labels((await demo.SendAsync("PATCH", Kept.Address(created), """[{"op":"replace","path":"/status","value":"active"}]""", ("Content-Type", "application/json-patch+json"))).Resource).Should().Equal(Labels(read.Resource));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Who_reads_changes_and_writes_back_stores_no_label_that_the_gateway_gives_by_itself_and_loses_none(string store)
    {
        var demo = await demos.OnAsync(store);
        var address = Kept.Address(await demo.SendAsync("POST", "Flag", CodedFlag(await demo.PatientAsync())));

        // Written back as it was read.
        var read = await demo.SendAsync("GET", address);
        Labels(read.Resource).Should().Contain("HIV");
        (await demo.SendAsync("PUT", address, read.Text)).Status.Should().Be(HttpStatusCode.OK);
        (await StoredAsync("HIV"), await StoredAsync("R")).Should().Be((0, 0));

        // What the client says itself stays, beside what is not kept.
        var said = (await demo.SendAsync("GET", address)).Json;
        said["meta"]!["security"]!.AsArray().Add(Sensitivity("PSY"));
        (await demo.SendAsync("PUT", address, said.ToJsonString())).Status.Should().Be(HttpStatusCode.OK);
        (await StoredAsync("PSY"), await StoredAsync("HIV")).Should().Be((1, 0));

        // What it says that it chose itself stays too.
        var reasoned = (await demo.SendAsync("GET", address)).Json;
        reasoned["meta"]!["security"] = new JsonArray(new JsonObject { ["system"] = ActCode, ["code"] = "HIV", ["userSelected"] = true });
        (await demo.SendAsync("PUT", address, reasoned.ToJsonString())).Status.Should().Be(HttpStatusCode.OK);
        (await StoredAsync("PSY"), await StoredAsync("HIV")).Should().Be((1, 1));

        // Where the code goes and the label is left, the label is all that says so.
        var other = Kept.Address(await demo.SendAsync("POST", "Flag", CodedFlag(await demo.PatientAsync())));
        var uncoded = (await demo.SendAsync("GET", other)).Json;
        uncoded["code"] = new JsonObject { ["text"] = "Ask first" };
        Labels((await demo.SendAsync("PUT", other, uncoded.ToJsonString())).Resource).Should().BeEquivalentTo("R", "HIV");
        address = other;
        (await StoredAsync("HIV")).Should().Be(1);

        async Task<int> StoredAsync(string label) => (await demo.SendAsync("GET", $"Flag?_security={label}&_id={address.Split('/')[1]}")).Found.Of("Flag").Count;
    }

    [Theory]
    [InlineData("emergency-access")]
    [InlineData("review-emergency-access")]
    public async Task Nobody_gives_itself_a_grant_by_writing_one(string code)
    {
        var demo = await demos.OnAsync("sqlite");
        var patient = await demo.PatientAsync();
        string Task(string? id, string codes) => $$"""{"resourceType":"Task"{{(id is null ? "" : $",\"id\":\"{id}\"")}},"status":"in-progress","intent":"order","code":{"coding":[{{codes}}]},"for":{"reference":"{{patient}}"} }""";
        var forged = $$"""{"system":"https://health-justice.example/fhir/CodeSystem/gateway-task","code":"{{code}}"}""";
        (await demo.SendAsync("POST", "Task", Task(null, forged))).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        var plain = await demo.SendAsync("POST", "Task", Task(null, """{"system":"urn:x","code":"y"}"""));
        plain.Status.Should().Be(HttpStatusCode.Created, plain.Text);
        (await demo.SendAsync("PUT", Kept.Address(plain), Task(plain.Resource.ChildText("id"), forged))).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await demo.SendAsync("POST", "Task", """{"resourceType":"Task","identifier":[{"system":"https://health-justice.example/id/health-request","value":"1"}],"status":"requested","intent":"order"}""")).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Each_change_is_in_the_trail_before_it_is_answered(string store)
    {
        var demo = await demos.OnAsync(store);
        var created = await demo.SendAsync("POST", "Patient", Kept.Patient(Kept.New()));
        var address = Kept.Address(created);
        await demo.SendAsync("PUT", address, $$"""{"resourceType":"Patient","id":"{{address.Split('/')[1]}}","active":true}""");
        await demo.SendAsync("DELETE", address);
        var trail = await demo.SearchAsync($"AuditEvent?patient={address}&_count=100", DemoClients.Administrator);
        var done = trail.Found.Of("AuditEvent").Where(e => e["entity"].SelectMany(x => x["what"]).Any(w => w.ChildText("reference") == address)).SelectMany(e => e["subtype"]).Select(s => s.ChildText("code")).ToList();
        done.Should().Contain(["create", "update", "delete"]);
    }

    [Fact]
    public async Task A_Patient_of_the_ledger_is_the_person_that_its_verified_number_names()
    {
        var demo = await demos.OnAsync("sqlite");
        var number = demo.People.TrustOnly.NhsNumber!;
        var verified = """{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus","valueCodeableConcept":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus","code":"01"}]}}""";
        var created = await demo.SendAsync("POST", "Patient", $$"""{"resourceType":"Patient","identifier":[{"extension":[{{verified}}],"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{number}}"}]}""");
        created.Status.Should().Be(HttpStatusCode.Created, created.Text);
        var flag = await demo.SendAsync("POST", "Flag", Kept.Flag(Kept.Address(created), "linked"));
        flag.Status.Should().Be(HttpStatusCode.Created, flag.Text);
        var found = await demo.SendAsync("GET", $"Flag?patient.identifier=https://fhir.nhs.uk/Id/nhs-number|{number}");
        found.Found.Of("Flag").Select(f => f.ChildText("id")).Should().Contain(flag.Resource.ChildText("id"));
        (await demo.SendAsync("DELETE", Kept.Address(flag))).Status.Should().Be(HttpStatusCode.NoContent);
        (await demo.SendAsync("DELETE", Kept.Address(created))).Status.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task What_a_source_holds_is_changed_at_the_source()
    {
        var demo = await demos.OnAsync("sqlite");
        var patient = (await demo.SearchAsync($"Patient?identifier={Data.RunningDemo.Escaped(Data.RunningDemo.Nhs, demo.People.TrustOnly.NhsNumber!)}", DemoClients.RecordKeeper)).Found.Of("Patient").First(p => p.ChildText("id")!.Length == 64);
        (await demo.SendAsync("PUT", $"Patient/{patient.ChildText("id")}", $$"""{"resourceType":"Patient","id":"{{patient.ChildText("id")}}"}""")).Status.Should().Be(HttpStatusCode.MethodNotAllowed);
        (await demo.SendAsync("DELETE", $"Patient/{patient.ChildText("id")}")).Status.Should().Be(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task XML_is_kept_as_JSON_is()
    {
        var demo = await demos.OnAsync("sqlite");
        var created = await demo.SendAsync("POST", "Basic?_format=xml", "<Basic xmlns=\"http://hl7.org/fhir\"><code><text value=\"x\"/></code></Basic>", ("Content-Type", "application/fhir+xml"));
        (created.Status, created.ContentType, created.Resource["code"].First().ChildText("text")).Should().Be((HttpStatusCode.Created, "application/fhir+xml", "x"));
        (await demo.SendAsync("POST", "Basic", "<Basic/>", ("Content-Type", "text/html"))).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await demo.SendAsync("GET", Kept.Address(created), null, ("Accept", "image/png"))).Status.Should().Be(HttpStatusCode.NotAcceptable);
    }

    // A service for people with HIV: its code is on the list of such (profiles/labels/hiv.json).
    private static string CodedFlag(string patient) =>
        $$$"""{"resourceType":"Flag","status":"active","code":{"coding":[{"system":"http://snomed.info/sct","code":"24081000087105"}]},"subject":{"reference":"{{{patient}}}"}}""";

    private static JsonObject Sensitivity(string code) => new() { ["system"] = ActCode, ["code"] = code };

    private static List<string?> Labels(Fhir.Elements.Element resource) => [.. resource["meta"].SelectMany(m => m["security"]).Select(s => s.ChildText("code"))];
}
