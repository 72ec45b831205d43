using System.Net;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Writing;

/// <summary>Patches through the front door.</summary>
[Collection(KeptDemos.Name)]
public sealed class PatchTests(AccessDemos demos)
{
    private const string Patient = """{"resourceType":"Patient","active":true,"name":[{"family":"A","given":["B","C"]}],"birthDate":"1970-01-01"}""";

    // Cases of the official suite whose result is no valid Patient, which a server must refuse (http://hl7.org/fhir/R4/fhirpatch.html): a contact has a name, telecom, address or organization (pat-1).
    private static readonly HashSet<string> s_invalid = new(StringComparer.Ordinal) { "Delete Nested Primitive #2", "Consecutive operations" };

    [NeedsSharedTheory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task The_official_cases_come_out_as_they_say(string store)
    {
        var demo = await demos.OnAsync(store);
        var cases = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(TestFolders.Shared!, "suites", "patch", "fhir-patch-tests-r4.json")))!.AsArray();
        cases.Should().NotBeEmpty();
        foreach (var test in cases.Select(c => c!.AsObject()))
        {
            var name = (string)test["name"]!;
            var id = await demo.CreatedAsync(test["input"]!.ToJsonString());
            var answer = await demo.SendAsync(HttpMethod.Patch, $"Patient/{id}", test["diff"]!.ToJsonString());
            var isRefused = test["error"] is not null || s_invalid.Contains(name);
            answer.Status.Should().Be(isRefused ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.OK, $"{name}: {answer.Text}");
            var kept = (await demo.SendAsync(HttpMethod.Get, $"Patient/{id}")).Json.Content();
            JsonNode.DeepEquals(kept, (isRefused ? test["input"] : test["output"])!.Content()).Should().BeTrue($"{name}: {kept.ToJsonString()}");
        }
    }

    // All six operations.
    private static readonly (string Patch, string Made)[] s_made =
    [
        ("""[{"op":"add","path":"/gender","value":"male"}]""", """{"resourceType":"Patient","active":true,"name":[{"family":"A","given":["B","C"]}],"birthDate":"1970-01-01","gender":"male"}"""),
        ("""[{"op":"add","path":"/name/0/given/1","value":"X"}]""", """{"resourceType":"Patient","active":true,"name":[{"family":"A","given":["B","X","C"]}],"birthDate":"1970-01-01"}"""),
        ("""[{"op":"remove","path":"/name/0/given/0"}]""", """{"resourceType":"Patient","active":true,"name":[{"family":"A","given":["C"]}],"birthDate":"1970-01-01"}"""),
        ("""[{"op":"replace","path":"/birthDate","value":"1971"}]""", """{"resourceType":"Patient","active":true,"name":[{"family":"A","given":["B","C"]}],"birthDate":"1971"}"""),
        ("""[{"op":"move","from":"/name/0/given/0","path":"/name/0/given/-"}]""", """{"resourceType":"Patient","active":true,"name":[{"family":"A","given":["C","B"]}],"birthDate":"1970-01-01"}"""),
        ("""[{"op":"copy","from":"/name/0","path":"/name/-"},{"op":"replace","path":"/name/1/family","value":"D"}]""", """{"resourceType":"Patient","active":true,"name":[{"family":"A","given":["B","C"]},{"family":"D","given":["B","C"]}],"birthDate":"1970-01-01"}"""),
        ("""[{"op":"test","path":"/active","value":true},{"op":"remove","path":"/active"}]""", """{"resourceType":"Patient","name":[{"family":"A","given":["B","C"]}],"birthDate":"1970-01-01"}"""),
    ];

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_JSON_Patch_makes_what_it_says(string store)
    {
        var demo = await demos.OnAsync(store);
        foreach (var (patch, made) in s_made)
        {
            var id = await demo.CreatedAsync(Patient);
            var answer = await demo.SendAsync(HttpMethod.Patch, $"Patient/{id}", patch, Keeper.JsonPatch);
            (answer.Status, answer.Headers.ETag!.Tag).Should().Be((HttpStatusCode.OK, "\"2\""), answer.Text);
            JsonNode.DeepEquals(answer.Json.Content(), JsonNode.Parse(made)).Should().BeTrue(answer.Text);
        }
    }

    [NeedsSharedTheory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_JSON_Patch_refuses_changes_nothing(string store)
    {
        var demo = await demos.OnAsync(store);
        var id = await demo.CreatedAsync(Patient);
        var cases = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(TestFolders.Shared!, "suites", "patch", "json-patch-tests.json")))!.AsArray().Where(c => c!["error"] is not null).Select(c => c!["patch"]!.ToJsonString()).ToList();
        cases.Should().NotBeEmpty();
        foreach (var patch in cases.Append("""[{"op":"remove","path":"/active"},{"op":"test","path":"/birthDate","value":"1900"}]"""))
            (await demo.SendAsync(HttpMethod.Patch, $"Patient/{id}", patch, Keeper.JsonPatch)).Status.Should().Be(HttpStatusCode.UnprocessableEntity, patch);
        var kept = await demo.SendAsync(HttpMethod.Get, $"Patient/{id}");
        (kept.Headers.ETag!.Tag, JsonNode.DeepEquals(kept.Json.Content(), JsonNode.Parse(Patient))).Should().Be(("\"1\"", true));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_is_no_patch_or_makes_no_resource_is_refused_with_its_reason(string store)
    {
        var demo = await demos.OnAsync(store);
        var id = await demo.CreatedAsync(Patient);
        foreach (var (patch, type, status, word) in ((string, string, HttpStatusCode, string)[])
        [
            ("{}", Keeper.JsonPatch, HttpStatusCode.BadRequest, "array of operations"),
            ("[", Keeper.JsonPatch, HttpStatusCode.BadRequest, "ends too early"),
            ("""[{"op":"replace","path":"/gender","value":"nope"},{"op":"add","path":"/gender","value":"nope"}]""", Keeper.JsonPatch, HttpStatusCode.UnprocessableEntity, "Operation 1 (replace)"),
            ("""[{"op":"add","path":"/gender","value":"nope"}]""", Keeper.JsonPatch, HttpStatusCode.UnprocessableEntity, "administrative-gender"),
            ("""[{"op":"add","path":"/nosuch","value":1}]""", Keeper.JsonPatch, HttpStatusCode.UnprocessableEntity, "After the patch"),
            ("""[{"op":"replace","path":"/id","value":"other"}]""", Keeper.JsonPatch, HttpStatusCode.BadRequest, "type and id"),
            ("""[{"op":"replace","path":"/resourceType","value":"Person"}]""", Keeper.JsonPatch, HttpStatusCode.UnprocessableEntity, "another type"),
            ("[]", "text/plain", HttpStatusCode.UnsupportedMediaType, "application/json-patch+json"),
            ("<diff/>", "application/xml-patch+xml", HttpStatusCode.UnsupportedMediaType, "application/json-patch+json"),
            (Patient, Keeper.Fhir, HttpStatusCode.BadRequest, "Parameters"),
            ($"[\"{new string('x', 1024 * 1024)}\"]", Keeper.JsonPatch, HttpStatusCode.RequestEntityTooLarge, "at most"),
        ])
        {
            var answer = await demo.SendAsync(HttpMethod.Patch, $"Patient/{id}", patch, type);
            answer.Status.Should().Be(status, answer.Text);
            answer.Resource.Type.Name.Should().Be("OperationOutcome");
            answer.Text.Should().Contain(word);
        }

        (await demo.SendAsync(HttpMethod.Get, $"Patient/{id}")).Headers.ETag!.Tag.Should().Be("\"1\"");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_patch_is_made_to_the_version_it_names_or_to_what_its_condition_finds(string store)
    {
        var demo = await demos.OnAsync(store);
        var number = Guid.NewGuid().ToString();
        var id = await demo.CreatedAsync($$"""{"resourceType":"Patient","identifier":[{"system":"http://example.org/kept","value":"{{number}}"}]}""");
        const string Patch = """[{"op":"add","path":"/active","value":true}]""";
        (await demo.SendAsync(HttpMethod.Patch, $"Patient/{id}", Patch, Keeper.JsonPatch, r => r.Headers.TryAddWithoutValidation("If-Match", "W/\"7\""))).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await demo.SendAsync(HttpMethod.Patch, $"Patient/{id}", Patch, Keeper.JsonPatch, r => r.Headers.TryAddWithoutValidation("If-Match", "W/\"1\""))).Status.Should().Be(HttpStatusCode.OK);
        var found = await demo.SendAsync(HttpMethod.Patch, $"Patient?identifier=http://example.org/kept|{number}", Patch.Replace("true", "false", StringComparison.Ordinal), Keeper.JsonPatch);
        (found.Status, (string)found.Json["id"]!, (bool)found.Json["active"]!).Should().Be((HttpStatusCode.OK, id, false));
        (await demo.SendAsync(HttpMethod.Patch, "Patient?identifier=http://example.org/kept|nobody", Patch, Keeper.JsonPatch)).Status.Should().Be(HttpStatusCode.NotFound);
        await demo.CreatedAsync($$"""{"resourceType":"Patient","identifier":[{"system":"http://example.org/kept","value":"{{number}}"}]}""");
        (await demo.SendAsync(HttpMethod.Patch, $"Patient?identifier=http://example.org/kept|{number}", Patch, Keeper.JsonPatch)).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await demo.SendAsync(HttpMethod.Patch, $"Patient/{Guid.NewGuid()}", Patch, Keeper.JsonPatch)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_FHIRPath_Patch_may_be_XML_and_takes_a_narrative_of_the_old_data_away(string store)
    {
        var demo = await demos.OnAsync(store);
        var id = await demo.CreatedAsync("""{"resourceType":"Patient","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">active</div>"},"active":true}""");
        var answer = await demo.SendAsync(HttpMethod.Patch, $"Patient/{id}", """<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="operation"/><part><name value="type"/><valueCode value="replace"/></part><part><name value="path"/><valueString value="Patient.active"/></part><part><name value="value"/><valueBoolean value="false"/></part></parameter></Parameters>""", "application/fhir+xml");
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.Json.Content().ToJsonString().Should().Be("""{"resourceType":"Patient","active":false}""");
    }

    // What is hidden in part cannot be asked for by tests of a patch: right and wrong guesses are one answer.
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_patch_asks_nothing_of_what_its_caller_does_not_see(string store)
    {
        var demo = await demos.OnAsync(store);
        var officer = new DemoClient("officer", "officer", "42", "custody-officer", ["system/*.cruds"], ["custody-care"]);
        var patient = await demo.CreatedAsync("""{"resourceType":"Patient","name":[{"family":"Seen"}]}""");
        var flag = await demo.CreatedAsync($$$"""{"resourceType":"Flag","status":"active","category":[{"text":"hidden"}],"code":{"coding":[{"system":"http://snomed.info/sct","code":"401206008"}],"text":"hidden"},"subject":{"reference":"Patient/{{{patient}}}"}}""");
        var seen = await demo.AskAsAsync(officer, $"fhir/Flag/{flag}");
        seen.Text.Should().NotContain("hidden");
        var answers = new List<(HttpStatusCode, string)>();
        foreach (var guess in (string[])["hidden", "something else"])
        {
            var answer = await demo.AskAsAsync(officer, $"fhir/Flag/{flag}", HttpMethod.Patch, r => r.Bring(System.Text.Encoding.UTF8.GetBytes($$"""[{"op":"test","path":"/code/text","value":"{{guess}}"}]"""), Keeper.JsonPatch));
            answers.Add((answer.Status, answer.Text));
        }

        answers[0].Should().Be(answers[1]);
        answers[0].Item1.Should().Be(seen.Status == HttpStatusCode.OK ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound);
        (await demo.SendAsync(HttpMethod.Get, $"Flag/{flag}")).Headers.ETag!.Tag.Should().Be("\"1\"");
    }
}
