using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Security.Tokens;
using Gateway.Simulators.Faults;

namespace Gateway.EndToEnd.Tests.Writing;

/// <summary>What a client brings again under the same X-Request-Id: it is done once, and whoever brings it is told what came of the first.</summary>
public sealed class RepeatedWriteTests(WrittenDemo shared) : WrittenSource(shared), IClassFixture<WrittenDemo>
{
    [Fact]
    public async Task A_request_that_is_sent_again_is_told_what_was_made_then_though_it_has_changed_since_or_came_late()
    {
        var patient = await PatientAsync();
        Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error, Path = "/r4/AllergyIntolerance" });
        var (taken, waiting) = (await AskAsync(), await AskAsync());
        Demo.Systems.Faults.Clear();
        var done = await Patience.UntilAsync(() => Demo.AskAsAsync(Writer, taken.Follow!.PathAndQuery), a => a.Status != HttpStatusCode.Accepted);
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
        var (otherContent, otherClient, otherId) = (await AskAsync("Another"), await AskAsync("One of two", Writer with { ClientId = "another" }), await AskAsync("One of two", requestId: "another"));
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
        Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error, Path = "/r4/AllergyIntolerance/" });
        var (taken, waiting) = (await AskAsync(), await AskAsync());
        Demo.Systems.Faults.Clear();
        var done = await Patience.UntilAsync(() => Demo.AskAsAsync(Writer, waiting.Follow!.PathAndQuery), a => a.Status != HttpStatusCode.Accepted);
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
        Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Cut, Path = "/r4/AllergyIntolerance/", Times = 1 });
        await AskAsync();
        Demo.Systems.Faults.Clear();
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

        Task<Answer> AskAsync(string requestId) => Demo.AskAsAsync(Writer, $"fhir/AllergyIntolerance?identifier=http://example.org/own|before&patient=Patient/{patient}", HttpMethod.Patch, r =>
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
        Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error, Status = 422, Path = method == "PUT" ? "/r4/AllergyIntolerance/" : "/r4/AllergyIntolerance" });
        var first = await AskAsync();
        Demo.Systems.Faults.Clear();
        var before = await TrailAsync(id);
        var again = await AskAsync();
        var (after, allergies) = (await TrailAsync(id), await AllergiesAsync());

        ((int)first.Status, (int)again.Status).Should().Be((422, 422), again.Text);
        again.Text.Should().Be(first.Text);
        before.Should().NotContain(e => e.ChildText("outcome") == "8", "what was first tried was stored, and refused by its source");
        var told = after.Skip(before.Count).Should().ContainSingle().Subject;
        told.ChildText("outcome").Should().Be("8");
        told["subtype"].Select(s => s.ChildText("code")).Should().Equal(method == "PUT" ? "update" : "create");
        told["agent"].SelectMany(a => a["who"]).SelectMany(w => w["identifier"]).Select(i => i.ChildText("value")).Should().Contain(Writer.ClientId);
        allergies.Should().NotContain(a => a.ToJsonString().Contains("Refused once", StringComparison.Ordinal), "it was not sent to its source again");

        Task<Answer> AskAsync() => allergy is null ? SendAsync(HttpMethod.Post, "AllergyIntolerance", Allergy(patient, "Refused once"), r => r.Headers.Add("X-Request-Id", id))
            : SendAsync(HttpMethod.Put, $"AllergyIntolerance/{Id(allergy)}", Noted(allergy, "Refused once"), r => Again(r, id, Version(allergy)));
    }

    [Fact]
    public async Task A_step_of_a_Task_that_is_sent_again_is_told_what_came_of_the_first()
    {
        var task = await ReferredAsync();
        var read = await Demo.AskAsync(DemoClients.CommunityProvider, $"fhir/Task/{Id(task)}");
        var (first, again, other) = (await AskAsync("accepted", "step-once"), await AskAsync("accepted", "step-once"), await AskAsync("accepted", "step-other"));

        (first.Status, again.Status, other.Status).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), first.Text + again.Text);
        (again.Headers.ETag, again.Text).Should().Be((first.Headers.ETag, first.Text));
        again.Json["status"]!.ToString().Should().Be("accepted");

        Task<Answer> AskAsync(string status, string requestId) => Demo.AskAsync(DemoClients.CommunityProvider, $"fhir/Task/{Id(task)}", HttpMethod.Put, r =>
        {
            r.Bring(Encoding.UTF8.GetBytes($$"""{"resourceType":"Task","id":"{{Id(task)}}","status":"{{status}}","intent":"order"}"""), Keeper.Fhir);
            r.Headers.Add("X-Request-Id", requestId);
            r.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag!.ToString());
        });
    }

    // Both wait for one attempt; before them another change of the same record is on its way.
    [Fact]
    public async Task Changes_that_are_brought_twice_at_once_are_stored_once_and_both_are_told_that_they_were_refused()
    {
        var allergy = await MadeAsync("Mussels");
        Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Delay, Delay = 700, Path = "/r4/AllergyIntolerance/", Times = 1 });
        var before = SendAsync(HttpMethod.Put, $"AllergyIntolerance/{Id(allergy)}", Noted(allergy, "Before"));
        await Patience.UntilAsync(() => Task.FromResult(Demo.Systems.Faults.Trust.Struck), struck => struck == 1);
        Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error, Status = 422, Path = "/r4/AllergyIntolerance/", Times = 1 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync(HttpMethod.Put, $"AllergyIntolerance/{Id(allergy)}", Noted(allergy, "At once"), r => r.Headers.Add("X-Request-Id", "twice-at-once"))));
        Demo.Systems.Faults.Clear();

        (await before).Status.Should().Be(HttpStatusCode.OK);
        answers.Select(a => (int)a.Status).Should().Equal(422, 422, 422, 422);
        (await TrailAsync("twice-at-once")).Where(e => e.ChildText("outcome") == "0" && e["subtype"].Any(c => c.ChildText("code") == "update")).Should().ContainSingle("it was stored once");
    }

    [Fact]
    public async Task The_same_words_under_a_later_version_are_another_change()
    {
        var allergy = await MadeAsync("Squid");
        var (first, other) = (await AskAsync("A", Version(allergy)), await AskAsync("B", null));
        var later = await AskAsync("A", Version(other.Json));
        var stale = await AskAsync("A", "no-version");

        (first.Status, other.Status, later.Status, stale.Status).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), later.Text);
        later.Headers.ETag.Should().NotBe(first.Headers.ETag);
        (await ReadAsync(Id(allergy)))["note"]![0]!["text"]!.ToString().Should().Be("A");

        Task<Answer> AskAsync(string note, string? version) => SendAsync(HttpMethod.Put, $"AllergyIntolerance/{Id(allergy)}", Noted(allergy, note), r =>
        {
            r.Headers.Add("X-Request-Id", "one-id");
            if (version is not null)
                r.Headers.TryAddWithoutValidation("If-Match", $"W/\"{version}\"");
        });
    }

    [Fact]
    public async Task A_step_of_a_Task_whose_condition_it_made_untrue_is_told_what_came_of_it()
    {
        var task = await ReferredAsync();
        var (first, again, other) = (await AskAsync("step-by-condition"), await AskAsync("step-by-condition"), await AskAsync("step-other-condition"));

        (first.Status, again.Status, other.Status).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound), first.Text + again.Text);
        (again.Headers.ETag, again.Text).Should().Be((first.Headers.ETag, first.Text));

        Task<Answer> AskAsync(string requestId) => Demo.AskAsync(DemoClients.CommunityProvider, $"fhir/Task?status=requested&_id={Id(task)}", HttpMethod.Put, r =>
        {
            r.Bring(Encoding.UTF8.GetBytes($$"""{"resourceType":"Task","id":"{{Id(task)}}","status":"accepted","intent":"order"}"""), Keeper.Fhir);
            r.Headers.Add("X-Request-Id", requestId);
        });
    }

    private async Task<JsonNode> ReferredAsync()
    {
        var person = Demo.People.Referred;
        await Demo.OrderAsync(Demo.Systems.CaseSystem, "control/referrals", new { personId = person.CasePersonId });
        return (await Patience.UntilAsync(() => Demo.SearchAsync($"Task?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, person.NhsNumber!)}&status=requested", DemoClients.CommunityProvider), a => a.Found.Of("Task").Count > 0)).Json["entry"]![0]!["resource"]!;
    }
}
