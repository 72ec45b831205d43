using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Security.Tokens;
using Gateway.Simulators.Faults;

namespace Gateway.EndToEnd.Tests.Writing;

/// <summary>What callers make and change in a source that takes it: decided first, delivered once, and its state told.</summary>
public sealed class SourceWriteTests(SourceWriteTests.WrittenDemo shared) : IClassFixture<SourceWriteTests.WrittenDemo>
{
    private const string Change = "https://health-justice.example/id/change";
    private static readonly DemoClient s_writer = new("writer", "writer", "R1L", "trust-clinician", ["system/*.cruds"], ["TREAT"]);

    [Fact]
    public async Task What_is_new_is_made_by_its_source_and_found_there()
    {
        var patient = await PatientAsync();
        var before = await AllergiesAsync();
        var made = await SendAsync(HttpMethod.Post, "AllergyIntolerance", Allergy(patient, "Latex"), r => r.Headers.Add("X-Request-Id", "made-once"));
        var again = await SendAsync(HttpMethod.Post, "AllergyIntolerance", Allergy(patient, "Latex"), r => r.Headers.Add("X-Request-Id", "made-once"));
        var after = await AllergiesAsync();

        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
        made.Headers.Location!.AbsoluteUri.Should().EndWith($"/fhir/AllergyIntolerance/{made.Json["id"]}");
        (again.Status, again.Headers.Location, again.Headers.ETag).Should().Be((made.Status, made.Headers.Location, made.Headers.ETag), "the first answer is given again");
        made.Headers.ETag!.Tag.Should().Be($"\"{made.Json["meta"]!["versionId"]}\"");
        again.Text.Should().Be(made.Text);
        made.Json["patient"]!["reference"]!.ToString().Should().Be($"Patient/{patient}");
        made.Json["identifier"]!.AsArray().Should().ContainSingle(i => (string)i!["system"]! == Change);
        after.Select(Id).Should().BeEquivalentTo(before.Select(Id).Append((string)made.Json["id"]!));
    }

    [Fact]
    public async Task A_request_that_is_sent_again_is_told_what_was_made_then_though_it_has_changed_since_or_came_late()
    {
        var patient = await PatientAsync();
        shared.Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error, Path = "/r4/AllergyIntolerance" });
        var (taken, waiting) = (await AskAsync(), await AskAsync());
        shared.Demo.Systems.Faults.Clear();
        var done = await Patience.UntilAsync(() => shared.Demo.AskAsAsync(s_writer, taken.Follow!.PathAndQuery), a => a.Status != HttpStatusCode.Accepted);
        var late = await AskAsync();
        (taken.Status, waiting.Status, done.Status, late.Status).Should().Be((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.Created), late.Text);
        waiting.Follow.Should().NotBeNull();
        late.Headers.Location!.AbsoluteUri.Should().EndWith($"/fhir/AllergyIntolerance/{late.Json["id"]}").And.Be(done.Headers.Location!.AbsoluteUri);

        var changed = late.Json;
        changed["note"] = new JsonArray(new JsonObject { ["text"] = "Changed since" });
        (await SendAsync(HttpMethod.Put, $"AllergyIntolerance/{Id(changed)}", changed)).Status.Should().Be(HttpStatusCode.OK);
        var changedSince = await AskAsync();
        (changedSince.Status, changedSince.Headers.Location, changedSince.Headers.ETag).Should().Be((late.Status, late.Headers.Location, late.Headers.ETag));
        changedSince.Resource.Type.Name.Should().Be("OperationOutcome", "a version that is not there any more is not shown under its tag");
        (await AllergiesAsync()).Should().ContainSingle(a => (string?)a["code"]!["text"] == "Hornets");

        Task<Answer> AskAsync() => SendAsync(HttpMethod.Post, "AllergyIntolerance", Allergy(patient, "Hornets"), r => r.Headers.Add("X-Request-Id", "made-late"));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task A_change_that_is_sent_again_is_told_what_came_of_the_first(string method)
    {
        var allergy = await MadeAsync($"Walnuts {method}");
        var (id, version) = (Id(allergy), Version(allergy));
        var (first, again) = (await AskAsync("One of two"), await AskAsync("One of two"));
        var (otherContent, otherClient, otherId) = (await AskAsync("Another"), await AskAsync("One of two", s_writer with { ClientId = "another" }), await AskAsync("One of two", requestId: "another"));
        var (found, patched) = (await ReadAsync(id), await PatchAsync(id, """[{"op":"add","path":"/note/-","value":{"text":"By somebody else"}}]"""));
        var changedSince = await AskAsync("One of two");

        (first.Status, again.Status).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK), again.Text);
        (again.Headers.ETag, again.Headers.Location, again.Text).Should().Be((first.Headers.ETag, null, first.Text), "the first answer is given again");
        Version(first.Json).Should().NotBe(version);
        foreach (var other in (Answer[])[otherContent, otherClient, otherId])
            other.Status.Should().Be(HttpStatusCode.PreconditionFailed, "another change goes by its own If-Match");
        found["note"]!.AsArray().Select(n => (string)n!["text"]!).Should().Equal("One of two");
        patched.Status.Should().Be(HttpStatusCode.OK, patched.Text);
        (changedSince.Status, changedSince.Headers.ETag, changedSince.Resource.Type.Name).Should().Be((HttpStatusCode.OK, first.Headers.ETag, "OperationOutcome"), "a version that is not there any more is not shown under its tag");
        (await ReadAsync(id))["note"]!.AsArray().Should().HaveCount(2);

        Task<Answer> AskAsync(string note, DemoClient? client = null, string? requestId = null) => method == "PUT"
            ? SendAsync(HttpMethod.Put, $"AllergyIntolerance/{id}", Noted(allergy, note), r => Again(r, requestId ?? $"changed-once-{method}", version), client)
            : PatchAsync(id, $$"""[{"op":"add","path":"/note","value":[{"text":"{{note}}"}]}]""", r => Again(r, requestId ?? $"changed-once-{method}", version), client);

    }

    [Fact]
    public async Task A_change_that_is_on_its_way_is_not_stored_twice_and_told_once_it_is_made()
    {
        var allergy = await MadeAsync("Cashews");
        shared.Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error, Path = "/r4/AllergyIntolerance/" });
        var (taken, waiting) = (await AskAsync(), await AskAsync());
        shared.Demo.Systems.Faults.Clear();
        var done = await Patience.UntilAsync(() => shared.Demo.AskAsAsync(s_writer, waiting.Follow!.PathAndQuery), a => a.Status != HttpStatusCode.Accepted);
        var late = await AskAsync();

        (taken.Status, waiting.Status, done.Status, late.Status).Should().Be((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.OK), late.Text);
        done.Headers.Location.Should().BeNull("nothing is new");
        late.Json["note"]![0]!["text"]!.ToString().Should().Be("Late");
        late.Headers.ETag!.Tag.Should().Be($"\"{Version(await ReadAsync(Id(allergy)))}\"");

        Task<Answer> AskAsync() => SendAsync(HttpMethod.Put, $"AllergyIntolerance/{Id(allergy)}", Noted(allergy, "Late"), r => Again(r, "changed-late", Version(allergy)));
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_at_the_source_is_told_with_the_version_that_it_made()
    {
        var allergy = await MadeAsync("Pecans");
        shared.Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Cut, Path = "/r4/AllergyIntolerance/", Times = 1 });
        await AskAsync();
        shared.Demo.Systems.Faults.Clear();
        var told = await Patience.UntilAsync(AskAsync, a => a.Status != HttpStatusCode.Accepted);

        told.Status.Should().Be(HttpStatusCode.OK, told.Text);
        told.Json["note"]![0]!["text"]!.ToString().Should().Be("Lost");
        told.Headers.ETag!.Tag.Should().Be($"\"{Version(await ReadAsync(Id(allergy)))}\"");

        Task<Answer> AskAsync() => SendAsync(HttpMethod.Put, $"AllergyIntolerance/{Id(allergy)}", Noted(allergy, "Lost"), r => Again(r, "changed-lost", Version(allergy)));
    }

    [Fact]
    public async Task A_change_whose_condition_it_made_untrue_is_told_what_came_of_it()
    {
        var patient = await PatientAsync();
        var content = Allergy(patient, "Almonds");
        content["identifier"] = JsonNode.Parse("""[{"system":"http://example.org/own","value":"before"}]""");
        (await SendAsync(HttpMethod.Post, "AllergyIntolerance", content)).Status.Should().Be(HttpStatusCode.Created);
        var (first, again) = (await AskAsync("by-condition"), await AskAsync("by-condition"));
        var other = await AskAsync("another");

        (first.Status, again.Status, again.Headers.ETag).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK, first.Headers.ETag), again.Text);
        again.Text.Should().Be(first.Text);
        other.Status.Should().Be(HttpStatusCode.NotFound);

        Task<Answer> AskAsync(string requestId) => shared.Demo.AskAsAsync(s_writer, $"fhir/AllergyIntolerance?identifier=http://example.org/own|before&patient=Patient/{patient}", HttpMethod.Patch, r =>
        {
            r.Bring(Encoding.UTF8.GetBytes("""[{"op":"replace","path":"/identifier/0/value","value":"after"}]"""), Keeper.JsonPatch);
            r.Headers.Add("X-Request-Id", requestId);
        });
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task What_was_refused_and_is_sent_again_is_refused_again_and_leaves_its_record_in_the_trail(string method)
    {
        var allergy = method == "PUT" ? await MadeAsync("Oysters") : null;
        var (patient, id) = (await PatientAsync(), $"refused-{method}");
        shared.Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error, Status = 422, Path = method == "PUT" ? "/r4/AllergyIntolerance/" : "/r4/AllergyIntolerance" });
        var first = await AskAsync();
        shared.Demo.Systems.Faults.Clear();
        var before = await TrailAsync(id);
        var again = await AskAsync();
        var (after, allergies) = (await TrailAsync(id), await AllergiesAsync());

        ((int)first.Status, (int)again.Status).Should().Be((422, 422), again.Text);
        again.Text.Should().Be(first.Text);
        before.Should().NotContain(e => e.ChildText("outcome") == "8", "what was first tried was stored, and refused by its source");
        var told = after.Skip(before.Count).Should().ContainSingle().Subject;
        told.ChildText("outcome").Should().Be("8");
        told["subtype"].Select(s => s.ChildText("code")).Should().Equal(method == "PUT" ? "update" : "create");
        told["agent"].SelectMany(a => a["who"]).SelectMany(w => w["identifier"]).Select(i => i.ChildText("value")).Should().Contain(s_writer.ClientId);
        allergies.Should().NotContain(a => a.ToJsonString().Contains("Refused once", StringComparison.Ordinal), "it was not sent to its source again");

        Task<Answer> AskAsync() => allergy is null ? SendAsync(HttpMethod.Post, "AllergyIntolerance", Allergy(patient, "Refused once"), r => r.Headers.Add("X-Request-Id", id))
            : SendAsync(HttpMethod.Put, $"AllergyIntolerance/{Id(allergy)}", Noted(allergy, "Refused once"), r => Again(r, id, Version(allergy)));
    }

    [Fact]
    public async Task A_step_of_a_Task_that_is_sent_again_is_told_what_came_of_the_first()
    {
        var person = shared.Demo.People.Referred;
        await shared.Demo.OrderAsync(shared.Demo.Systems.CaseSystem, "control/referrals", new { personId = person.CasePersonId });
        var task = (await Patience.UntilAsync(() => shared.Demo.SearchAsync($"Task?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, person.NhsNumber!)}&status=requested", DemoClients.CommunityProvider), a => a.Found.Of("Task").Count > 0)).Json["entry"]![0]!["resource"]!;
        var read = await shared.Demo.AskAsync(DemoClients.CommunityProvider, $"fhir/Task/{Id(task)}");
        var (first, again, other) = (await AskAsync("accepted", "step-once"), await AskAsync("accepted", "step-once"), await AskAsync("accepted", "step-other"));

        (first.Status, again.Status, other.Status).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), first.Text + again.Text);
        (again.Headers.ETag, again.Text).Should().Be((first.Headers.ETag, first.Text));
        again.Json["status"]!.ToString().Should().Be("accepted");

        Task<Answer> AskAsync(string status, string requestId) => shared.Demo.AskAsync(DemoClients.CommunityProvider, $"fhir/Task/{Id(task)}", HttpMethod.Put, r =>
        {
            r.Bring(Encoding.UTF8.GetBytes($$"""{"resourceType":"Task","id":"{{Id(task)}}","status":"{{status}}","intent":"order"}"""), Keeper.Fhir);
            r.Headers.Add("X-Request-Id", requestId);
            r.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag!.ToString());
        });
    }

    [Fact]
    public async Task What_is_there_already_is_not_made_under_a_condition()
    {
        var patient = await PatientAsync();
        var content = Allergy(patient, "Nickel");
        content["identifier"] = JsonNode.Parse("""[{"system":"http://example.org/own","value":"nickel"}]""");
        var condition = $"identifier=http://example.org/own|nickel&patient=Patient/{patient}";
        var (first, second) = (await SendAsync(HttpMethod.Post, "AllergyIntolerance", content, r => r.Headers.Add("If-None-Exist", condition)), await SendAsync(HttpMethod.Post, "AllergyIntolerance", content, r => r.Headers.Add("If-None-Exist", condition)));

        (first.Status, second.Status).Should().Be((HttpStatusCode.Created, HttpStatusCode.OK), second.Text);
        ((string)second.Json["id"]!).Should().Be((string)first.Json["id"]!);
    }

    [Fact]
    public async Task A_batch_tells_where_its_entry_is_followed()
    {
        var patient = await PatientAsync();
        shared.Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error, Path = "/r4/AllergyIntolerance" });
        var answer = await SendAsync(HttpMethod.Post, "", JsonNode.Parse(Keeper.Bundle("batch", Keeper.Entry("POST", "AllergyIntolerance", Allergy(patient, "Bees").ToJsonString())))!);
        shared.Demo.Systems.Faults.Clear();

        answer.Statuses().Should().Equal("202");
        var follow = answer.Json["entry"]![0]!["response"]!["location"]!.ToString();
        follow.Should().StartWith("$change-status?_cursor=");

        // What is about one person is delivered in its order: others would wait behind it.
        (await Patience.UntilAsync(() => shared.Demo.AskAsAsync(s_writer, $"fhir/{follow}"), a => a.Status != HttpStatusCode.Accepted)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_there_is_changed_in_the_version_that_was_seen()
    {
        var allergy = (await AllergiesAsync())[0];
        var (id, version) = (Id(allergy), (string)allergy["meta"]!["versionId"]!);
        allergy["note"] = new JsonArray(new JsonObject { ["text"] = "Seen again" });
        var stale = await SendAsync(HttpMethod.Put, $"AllergyIntolerance/{id}", allergy, r => r.Headers.TryAddWithoutValidation("If-Match", "W/\"77\""));
        var made = await SendAsync(HttpMethod.Put, $"AllergyIntolerance/{id}", allergy, r => r.Headers.TryAddWithoutValidation("If-Match", $"W/\"{version}\""));
        var patched = await shared.Demo.AskAsAsync(s_writer, $"fhir/AllergyIntolerance/{id}", HttpMethod.Patch, r =>
            r.Bring(Encoding.UTF8.GetBytes("""[{"op":"replace","path":"/note/0/text","value":"Patched"}]"""), Keeper.JsonPatch));

        ((int)stale.Status).Should().Be(412, stale.Text);
        made.Status.Should().Be(HttpStatusCode.OK, made.Text);
        made.Json["note"]![0]!["text"]!.ToString().Should().Be("Seen again");
        ((string)made.Json["meta"]!["versionId"]!).Should().NotBe(version);
        patched.Status.Should().Be(HttpStatusCode.OK, patched.Text);
        patched.Json["note"]![0]!["text"]!.ToString().Should().Be("Patched");
        (await shared.Demo.SearchAsync($"AllergyIntolerance?patient.identifier={Number()}&_security=PSY,R")).Found.Of("AllergyIntolerance").Should().BeEmpty("the labels that were read are not written into the source");
        patched.Json["patient"]!["reference"]!.ToString().Should().Be((string)allergy["patient"]!["reference"]!);
    }

    [Fact]
    public async Task What_the_source_does_not_take_at_once_is_delivered_later_and_its_state_is_told_to_who_brought_it()
    {
        var patient = await PatientAsync();
        shared.Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error, Path = "/r4/AllergyIntolerance" });
        var taken = await SendAsync(HttpMethod.Post, "AllergyIntolerance", Allergy(patient, "Wasps"));
        taken.Status.Should().Be(HttpStatusCode.Accepted, taken.Text);
        var (waiting, others) = (await shared.Demo.AskAsAsync(s_writer, taken.Follow!.PathAndQuery), await shared.Demo.AskAsAsync(s_writer with { ClientId = "another" }, taken.Follow.PathAndQuery));
        shared.Demo.Systems.Faults.Clear();
        var done = await Patience.UntilAsync(() => shared.Demo.AskAsAsync(s_writer, taken.Follow.PathAndQuery), a => a.Status != HttpStatusCode.Accepted);

        (waiting.Status, others.Status, done.Status).Should().Be((HttpStatusCode.Accepted, HttpStatusCode.BadRequest, HttpStatusCode.OK));
        (await AllergiesAsync()).Should().ContainSingle(a => (string?)a["code"]!["text"] == "Wasps");
    }

    // The plan that a statement stands on is a resource of its own, which is not read with the statement.
    [Theory]
    [InlineData("brought as it was shown")]
    [InlineData("left out")]
    [InlineData("brought as it is shown with its plan")]
    public async Task What_its_source_has_and_does_not_tell_here_is_kept_where_who_changes_the_rest_cannot_have_meant_it(string basedOn)
    {
        var statement = await StatementAsync("MedicationStatement");
        var (id, before) = (Id(statement), await AtTrustAsync(statement));
        statement["basedOn"]![0]!["reference"].Should().BeNull();
        if (basedOn == "left out")
            statement.AsObject().Remove("basedOn");
        else if (basedOn != "brought as it was shown")
        {
            statement["basedOn"] = (await StatementAsync("MedicationStatement,MedicationRequest"))["basedOn"]!.DeepClone();
            ((string)statement["basedOn"]![0]!["reference"]!).Should().StartWith("MedicationRequest/");
        }

        var made = await SendAsync(HttpMethod.Put, $"MedicationStatement/{id}", Noted(statement, basedOn), r => r.Headers.TryAddWithoutValidation("If-Match", $"W/\"{Version(statement)}\""));
        var after = await AtTrustAsync(statement);

        made.Status.Should().Be(HttpStatusCode.OK, made.Text);
        made.Json["note"]![0]!["text"]!.ToString().Should().Be(basedOn);
        made.Json["basedOn"].Should().NotBeNull("what is kept is shown as before");
        after["note"]![0]!["text"]!.ToString().Should().Be(basedOn);
        JsonNode.DeepEquals(after["basedOn"], before["basedOn"]).Should().BeTrue(after.ToJsonString());
        ((string)after["basedOn"]![0]!["reference"]!).Should().StartWith("MedicationRequest/").And.NotContain(id);
    }

    [Theory]
    [InlineData("PUT", "[{\"reference\":\"MedicationRequest/another\"}]")]
    [InlineData("PUT", "[{\"display\":\"Another plan\"}]")]
    [InlineData("PUT", "[{\"display\":\"Not given by the source\"},{\"display\":\"Another plan\"}]")]
    [InlineData("PATCH", "[{\"op\":\"remove\",\"path\":\"/basedOn\"}]")]
    public async Task What_would_lose_what_its_source_does_not_tell_here_is_refused_with_its_place(string method, string said)
    {
        var statement = await StatementAsync("MedicationStatement");
        var before = await AtTrustAsync(statement);
        statement["basedOn"] = JsonNode.Parse(said);
        var answer = method == "PUT" ? await SendAsync(HttpMethod.Put, $"MedicationStatement/{Id(statement)}", statement)
            : await shared.Demo.AskAsAsync(s_writer, $"fhir/MedicationStatement/{Id(statement)}", HttpMethod.Patch, r => r.Bring(Encoding.UTF8.GetBytes(said), Keeper.JsonPatch));

        ((int)answer.Status).Should().Be(422, answer.Text);
        answer.Places().Should().Equal("MedicationStatement.basedOn");
        JsonNode.DeepEquals(await AtTrustAsync(statement), before).Should().BeTrue();
    }

    [Theory]
    [InlineData("system/AllergyIntolerance.rs", 403)]
    [InlineData("system/AllergyIntolerance.cruds?code=other", 403)]
    public async Task What_the_scopes_do_not_allow_does_not_reach_the_source(string scope, int status)
    {
        var (patient, before) = (await PatientAsync(), (await AllergiesAsync()).Count);
        var answer = await SendAsync(HttpMethod.Post, "AllergyIntolerance", Allergy(patient, "Denied"), client: s_writer with { Scopes = [scope, "system/Patient.rs"] });

        ((int)answer.Status).Should().Be(status, answer.Text);
        (await AllergiesAsync()).Count.Should().Be(before);
    }

    [Theory]
    [InlineData("POST", "AllergyIntolerance", "Patient/nobody", 422)]
    [InlineData("PUT", "AllergyIntolerance/own-id", null, 405)]
    [InlineData("POST", "AllergyIntolerance", "", 422)]
    [InlineData("DELETE", null, null, 405)]
    [InlineData("PUT", "MedicationRequest", null, 405)]
    public async Task What_a_source_cannot_make_or_change_is_refused(string method, string? path, string? patient, int status)
    {
        var content = Allergy(await PatientAsync(), "Refused");
        if (patient is not null)
            content["patient"] = patient.Length == 0 ? new JsonObject { ["display"] = "Somebody" } : new JsonObject { ["reference"] = patient };
        if (path is "AllergyIntolerance/own-id")
            content["id"] = "own-id";
        var other = path is "MedicationRequest" ? (await shared.Demo.SearchAsync($"MedicationRequest?patient.identifier={Number()}")).Json["entry"]![0]!["resource"]! : null;
        var answer = await SendAsync(new HttpMethod(method), path is null ? $"AllergyIntolerance/{Id((await AllergiesAsync())[0])}" : other is null ? path : $"{path}/{Id(other)}", method == "DELETE" ? null : other ?? content);

        ((int)answer.Status).Should().Be(status, answer.Text);
    }

    [Fact]
    public async Task A_transaction_holds_nothing_that_a_source_makes()
    {
        var answer = await SendAsync(HttpMethod.Post, "", JsonNode.Parse(Keeper.Bundle("transaction", Keeper.Entry("POST", "AllergyIntolerance", Allergy(await PatientAsync(), "In a transaction").ToJsonString())))!);

        ((int)answer.Status).Should().Be(422, answer.Text);
    }

    private static string Id(JsonNode resource) => (string)resource["id"]!;

    private static string Version(JsonNode resource) => (string)resource["meta"]!["versionId"]!;

    private static JsonNode Noted(JsonNode allergy, string note)
    {
        var noted = allergy.DeepClone();
        noted["note"] = new JsonArray(new JsonObject { ["text"] = note });
        return noted;
    }

    private static void Again(HttpRequestMessage request, string id, string version)
    {
        request.Headers.Add("X-Request-Id", id);
        request.Headers.TryAddWithoutValidation("If-Match", $"W/\"{version}\"");
    }

    private async Task<JsonNode> StatementAsync(string types) => (await shared.Demo.AskAsAsync(s_writer, $"fhir?_type={types}&patient.identifier={Number()}")).Json["entry"]!.AsArray().Select(e => e!["resource"]!.DeepClone())
        .Where(r => (string)r["resourceType"]! == "MedicationStatement").OrderBy(r => (string)r["id"]!, StringComparer.Ordinal).First();

    // As the trust has it.
    private async Task<JsonNode> AtTrustAsync(JsonNode statement)
    {
        var (systems, identifier) = (shared.Demo.Systems, statement["identifier"]![0]!);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = systems.Credentials.TrustClientId, ["client_secret"] = systems.Credentials.TrustSecret });
        using var http = new HttpClient();
        using var issued = await http.PostAsync(new Uri(systems.Trust, "oauth2/token"), form);
        var token = (string)JsonNode.Parse(await issued.Content.ReadAsStringAsync())!["access_token"]!;
        var all = (await shared.Demo.OrderAsync(systems.Trust, $"r4/MedicationStatement?patient.identifier={Number()}", token: token)).Json["entry"]!.AsArray().Select(e => e!["resource"]!.DeepClone());
        return all.Single(r => (string?)r["identifier"]?[0]?["value"] == (string)identifier["value"]!);
    }

    private async Task<JsonNode> MadeAsync(string to)
    {
        var made = await SendAsync(HttpMethod.Post, "AllergyIntolerance", Allergy(await PatientAsync(), to));
        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
        return made.Json;
    }

    // The events of a request, oldest first.
    private async Task<IReadOnlyList<Element>> TrailAsync(string requestId) => [.. (await shared.Demo.SearchAsync("AuditEvent?_sort=-date&_count=100", DemoClients.Administrator)).Found.Of("AuditEvent")
        .Where(e => e["entity"].SelectMany(n => n["what"]).SelectMany(w => w["identifier"]).Any(i => i.ChildText("value") == requestId)).OrderBy(e => int.Parse(e.ChildText("id")![1..], System.Globalization.CultureInfo.InvariantCulture))];

    private async Task<JsonNode> ReadAsync(string id) => (await shared.Demo.AskAsAsync(s_writer, $"fhir/AllergyIntolerance/{id}")).Json;

    private Task<Answer> PatchAsync(string id, string patch, Action<HttpRequestMessage>? more = null, DemoClient? client = null) => shared.Demo.AskAsAsync(client ?? s_writer, $"fhir/AllergyIntolerance/{id}", HttpMethod.Patch, r =>
    {
        r.Bring(Encoding.UTF8.GetBytes(patch), Keeper.JsonPatch);
        more?.Invoke(r);
    });

    private string Number() => RunningDemo.Escaped(RunningDemo.Nhs, shared.Demo.People.TrustOnly.NhsNumber!);

    private async Task<string> PatientAsync() => (await shared.Demo.SearchAsync($"Patient?identifier={Number()}")).Found.Of("Patient").Single().ChildText("id")!;

    private async Task<List<JsonNode>> AllergiesAsync() => [.. (await shared.Demo.SearchAsync($"AllergyIntolerance?patient.identifier={Number()}")).Json["entry"]!.AsArray().Select(e => e!["resource"]!.DeepClone()).Where(r => (string)r["resourceType"]! == "AllergyIntolerance")];

    private static JsonNode Allergy(string patient, string to) => JsonNode.Parse("""
        {"resourceType":"AllergyIntolerance","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]},"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-verification","code":"unconfirmed"}]},"code":{"text":"@to"},"patient":{"reference":"Patient/@patient"}}
        """.Replace("@to", to, StringComparison.Ordinal).Replace("@patient", patient, StringComparison.Ordinal))!;

    private Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? content, Action<HttpRequestMessage>? more = null, DemoClient? client = null) => shared.Demo.AskAsAsync(client ?? s_writer, path.Length == 0 ? "fhir" : $"fhir/{path}", method, r =>
    {
        if (content is not null)
            r.Bring(Encoding.UTF8.GetBytes(content.ToJsonString()), Keeper.Fhir);
        more?.Invoke(r);
    });

    /// <summary>A demo whose trust is asked in FHIR R4, and lets callers write allergies and statements of medication.</summary>
    public sealed class WrittenDemo : IAsyncLifetime
    {
        internal RunningDemo Demo { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            var settings = RunningDemo.Patient();
            settings["Sources:trust:Trust:R4"] = "true";
            settings["Sources:trust:Trust:GpConnect"] = "false";
            settings["Sources:trust:Writes:0"] = "AllergyIntolerance";
            settings["Sources:trust:Writes:1"] = "MedicationStatement";
            Demo = await RunningDemo.StartAsync(o => o with { Settings = settings });
        }

        public async Task DisposeAsync() => await Demo.DisposeAsync();
    }
}
