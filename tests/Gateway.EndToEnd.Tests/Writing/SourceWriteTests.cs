using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Simulators.Faults;

namespace Gateway.EndToEnd.Tests.Writing;

/// <summary>What callers make and change in a source that takes it: decided first, delivered once, and its state told.</summary>
public sealed class SourceWriteTests(WrittenDemo shared) : WrittenSource(shared), IClassFixture<WrittenDemo>
{
    private const string Change = "https://health-justice.example/id/change";

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
        Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error, Path = "/r4/AllergyIntolerance" });
        var answer = await SendAsync(HttpMethod.Post, "", JsonNode.Parse(Keeper.Bundle("batch", Keeper.Entry("POST", "AllergyIntolerance", Allergy(patient, "Bees").ToJsonString())))!);
        Demo.Systems.Faults.Clear();

        answer.Statuses().Should().Equal("202");
        var follow = answer.Json["entry"]![0]!["response"]!["location"]!.ToString();
        follow.Should().StartWith("$change-status?_cursor=");

        // What is about one person is delivered in its order: others would wait behind it.
        (await Patience.UntilAsync(() => Demo.AskAsAsync(Writer, $"fhir/{follow}"), a => a.Status != HttpStatusCode.Accepted)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_there_is_changed_in_the_version_that_was_seen()
    {
        var allergy = (await AllergiesAsync())[0];
        var (id, version) = (Id(allergy), (string)allergy["meta"]!["versionId"]!);
        allergy["note"] = new JsonArray(new JsonObject { ["text"] = "Seen again" });
        var stale = await SendAsync(HttpMethod.Put, $"AllergyIntolerance/{id}", allergy, r => r.Headers.TryAddWithoutValidation("If-Match", "W/\"77\""));
        var made = await SendAsync(HttpMethod.Put, $"AllergyIntolerance/{id}", allergy, r => r.Headers.TryAddWithoutValidation("If-Match", $"W/\"{version}\""));
        var patched = await Demo.AskAsAsync(Writer, $"fhir/AllergyIntolerance/{id}", HttpMethod.Patch, r =>
            r.Bring(Encoding.UTF8.GetBytes("""[{"op":"replace","path":"/note/0/text","value":"Patched"}]"""), Keeper.JsonPatch));

        ((int)stale.Status).Should().Be(412, stale.Text);
        made.Status.Should().Be(HttpStatusCode.OK, made.Text);
        made.Json["note"]![0]!["text"]!.ToString().Should().Be("Seen again");
        ((string)made.Json["meta"]!["versionId"]!).Should().NotBe(version);
        patched.Status.Should().Be(HttpStatusCode.OK, patched.Text);
        patched.Json["note"]![0]!["text"]!.ToString().Should().Be("Patched");
        (await Demo.SearchAsync($"AllergyIntolerance?patient.identifier={Number()}&_security=PSY,R")).Found.Of("AllergyIntolerance").Should().BeEmpty("the labels that were read are not written into the source");
        patched.Json["patient"]!["reference"]!.ToString().Should().Be((string)allergy["patient"]!["reference"]!);
    }

    [Fact]
    public async Task What_the_source_does_not_take_at_once_is_delivered_later_and_its_state_is_told_to_who_brought_it()
    {
        var patient = await PatientAsync();
        Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error, Path = "/r4/AllergyIntolerance" });
        var taken = await SendAsync(HttpMethod.Post, "AllergyIntolerance", Allergy(patient, "Wasps"));
        taken.Status.Should().Be(HttpStatusCode.Accepted, taken.Text);
        var (waiting, others) = (await Demo.AskAsAsync(Writer, taken.Follow!.PathAndQuery), await Demo.AskAsAsync(Writer with { ClientId = "another" }, taken.Follow.PathAndQuery));
        Demo.Systems.Faults.Clear();
        var done = await Patience.UntilAsync(() => Demo.AskAsAsync(Writer, taken.Follow.PathAndQuery), a => a.Status != HttpStatusCode.Accepted);

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
            : await Demo.AskAsAsync(Writer, $"fhir/MedicationStatement/{Id(statement)}", HttpMethod.Patch, r => r.Bring(Encoding.UTF8.GetBytes(said), Keeper.JsonPatch));

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
        var answer = await SendAsync(HttpMethod.Post, "AllergyIntolerance", Allergy(patient, "Denied"), client: Writer with { Scopes = [scope, "system/Patient.rs"] });

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
        var other = path is "MedicationRequest" ? (await Demo.SearchAsync($"MedicationRequest?patient.identifier={Number()}")).Json["entry"]![0]!["resource"]! : null;
        var answer = await SendAsync(new HttpMethod(method), path is null ? $"AllergyIntolerance/{Id((await AllergiesAsync())[0])}" : other is null ? path : $"{path}/{Id(other)}", method == "DELETE" ? null : other ?? content);

        ((int)answer.Status).Should().Be(status, answer.Text);
    }

    [Fact]
    public async Task A_transaction_holds_nothing_that_a_source_makes()
    {
        var answer = await SendAsync(HttpMethod.Post, "", JsonNode.Parse(Keeper.Bundle("transaction", Keeper.Entry("POST", "AllergyIntolerance", Allergy(await PatientAsync(), "In a transaction").ToJsonString())))!);

        ((int)answer.Status).Should().Be(422, answer.Text);
    }
}
