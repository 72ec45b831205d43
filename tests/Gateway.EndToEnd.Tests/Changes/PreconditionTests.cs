using System.Net;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.EndToEnd.Tests.Writing;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Changes;

/// <summary>What changes ask of the resource as it stands (RFC 9110, 13): by headers, and by entries of batches and transactions.</summary>
[Collection(SharedStores.Name)]
public sealed class PreconditionTests(AccessDemos demos)
{
    private const string Before = "Mon, 01 Jan 2001 00:00:00 GMT";
    private const string After = "Fri, 01 Jan 2100 00:00:00 GMT";

    [Theory]
    [InlineData("If-None-Match", "*", false)]
    [InlineData("If-None-Match", "W/\"1\"", false)]
    [InlineData("If-None-Match", "W/\"7\", \"1\"", false)]
    [InlineData("If-None-Match", "W/\"7\"", true)]
    [InlineData("If-Unmodified-Since", Before, false)]
    [InlineData("If-Unmodified-Since", After, true)]
    [InlineData("If-Unmodified-Since", "no date", true)]
    [InlineData("If-Match", "*", true)]
    [InlineData("If-Match", "W/\"7\"", false)]
    [InlineData("If-Match", "", false)]
    public async Task A_change_is_made_where_its_preconditions_hold_of_what_is_there(string header, string value, bool isMade)
    {
        var demo = await demos.OnAsync("sqlite");
        foreach (var (method, isConditional) in ((string, bool)[])[("PUT", false), ("PUT", true), ("PATCH", false), ("PATCH", true), ("DELETE", false), ("DELETE", true)])
        {
            var number = Kept.New();
            var address = Kept.Address(await demo.SendAsync("POST", "Patient", Kept.Patient(number)));
            var content = method switch { "PUT" => Kept.Patient(number, $",\"active\":true,\"id\":\"{address.Split('/')[1]}\""), "PATCH" => """[{"op":"add","path":"/active","value":true}]""", _ => null };
            var answer = await demo.SendAsync(method, isConditional ? $"Patient?identifier=urn:kept|{number}" : address, content, (header, value), ("Content-Type", method == "PATCH" ? Keeper.JsonPatch : Keeper.Fhir));
            answer.Status.Should().Be(!isMade ? HttpStatusCode.PreconditionFailed : method == "DELETE" ? HttpStatusCode.NoContent : HttpStatusCode.OK, $"{method} {isConditional} {answer.Text}");
            var now = await demo.SendAsync("GET", address);
            (now.Status, now.Status == HttpStatusCode.Gone || now.Headers.ETag!.ToString() == "W/\"2\"").Should().Be((isMade && method == "DELETE" ? HttpStatusCode.Gone : HttpStatusCode.OK, isMade));
        }
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task An_update_may_ask_that_it_makes_what_is_new(string store)
    {
        var (demo, id) = (await demos.OnAsync(store), Kept.New());
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => demo.SendAsync("PUT", $"Patient/{id}", $$"""{"resourceType":"Patient","id":"{{id}}"}""", ("If-None-Match", "*"))));
        answers.Select(a => (int)a.Status).Order().Should().Equal([201, .. Enumerable.Repeat(412, 5)]);
        var number = Kept.New();
        (await demo.SendAsync("PUT", $"Patient?identifier=urn:kept|{number}", Kept.Patient(number), ("If-None-Match", "*"))).Status.Should().Be(HttpStatusCode.Created);
        (await demo.SendAsync("PUT", $"Patient?identifier=urn:kept|{number}", Kept.Patient(number), ("If-None-Match", "*"))).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await demo.SendAsync("POST", "Patient", Kept.Patient(number), ("If-Match", "W/\"1\""))).Status.Should().Be(HttpStatusCode.PreconditionFailed, "nothing is there that it could match");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_was_deleted_is_brought_back_under_the_version_of_its_deletion(string store)
    {
        var demo = await demos.OnAsync(store);
        var address = await demo.PatientAsync();
        var content = $$"""{"resourceType":"Patient","id":"{{address.Split('/')[1]}}"}""";
        var deletion = (await demo.SendAsync("DELETE", address)).Headers.ETag!.ToString();
        deletion.Should().Be("W/\"2\"");
        foreach (var stale in (string[])["W/\"1\"", "*", ""])
            (await demo.SendAsync("PUT", address, content, ("If-Match", stale))).Status.Should().Be(HttpStatusCode.PreconditionFailed, stale);
        (await demo.SendAsync("DELETE", address, null, ("If-Match", "W/\"1\""))).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await demo.SendAsync("DELETE", address, null, ("If-Match", deletion))).Status.Should().Be(HttpStatusCode.NoContent);
        var back = await demo.SendAsync("PUT", address, content, ("If-Match", deletion));
        (back.Status, back.Headers.ETag!.ToString()).Should().Be((HttpStatusCode.Created, "W/\"3\""), back.Text);
        await demo.SendAsync("DELETE", address);
        (await demo.SendAsync("PUT", address, content, ("If-None-Match", "*"))).Status.Should().Be(HttpStatusCode.Created, "nothing is there");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Entries_have_preconditions_of_their_own(string store)
    {
        var demo = await demos.OnAsync(store);
        var id = await demo.CreatedAsync("""{"resourceType":"Patient"}""");
        string Put(string more) => Keeper.Entry("PUT", $"Patient/{id}", $$"""{"resourceType":"Patient","id":"{{id}}"}""", more);
        var (any, first) = (",\"ifNoneMatch\":\"*\"", ",\"ifNoneMatch\":\"W/\\\"1\\\"\"");
        foreach (var entry in (string[])[Put(any), Put(first), Keeper.Entry("DELETE", $"Patient/{id}", more: any), Keeper.Entry("POST", "Patient", """{"resourceType":"Patient"}""", ",\"ifMatch\":\"W/\\\"1\\\"\"")])
        {
            (await demo.BundleAsync("batch", entry)).Statuses().Should().Equal(["412"], entry);
            var refused = await demo.BundleAsync("transaction", Keeper.Entry("POST", "Patient", """{"resourceType":"Patient"}"""), entry);
            (refused.Status, refused.Places().Single()).Should().Be((HttpStatusCode.PreconditionFailed, "Bundle.entry[1]"), refused.Text);
        }

        (await demo.BundleAsync("transaction", Put(first.Replace('1', '7')))).Statuses().Should().Equal("200");
        (await demo.SendAsync(HttpMethod.Get, $"Patient/{id}")).Headers.ETag!.Tag.Should().Be("\"2\"");
    }

    [Theory]
    [InlineData("If-Match", "W/\"1\"")]
    [InlineData("If-Match", "*")]
    [InlineData("If-None-Match", "W/\"1\"")]
    [InlineData("If-None-Match", "*")]
    [InlineData("If-Unmodified-Since", Before)]
    public async Task Preconditions_say_of_what_is_hidden_what_they_say_of_what_is_missing(string header, string value)
    {
        var demo = await demos.OnAsync("sqlite");
        var clinician = new DemoClient("asking-clinician", "clinician-8", "R1L", "trust-clinician", ["user/Flag.cruds", "user/Patient.rs"], ["TREAT"]);
        var patient = await demo.PatientAsync();
        var hidden = Kept.Address(await demo.SendAsync("POST", "Flag", Kept.Flag(patient, "unseen", ""","meta":{"security":[{"system":"https://health-justice.example/fhir/CodeSystem/sensitivity","code":"offence"}]}""")));
        foreach (var method in (string[])["PUT", "PATCH", "DELETE"])
        {
            var missing = $"Flag/{Kept.New()}";
            string? Content(string address) => method switch { "PUT" => Kept.Flag(patient, "x", $",\"id\":\"{address.Split('/')[1]}\""), "PATCH" => """[{"op":"remove","path":"/period"}]""", _ => null };
            var type = ("Content-Type", method == "PATCH" ? Keeper.JsonPatch : Keeper.Fhir);
            var (there, none) = (await demo.SendAsAsync(clinician, method, hidden, Content(hidden), (header, value), type), await demo.SendAsAsync(clinician, method, missing, Content(missing), (header, value), type));

            // An id that a client chose is no secret: where it is taken, nothing is made under it.
            (there.Status, there.Text).Should().Be(none.Status == HttpStatusCode.Created ? (HttpStatusCode.NotFound, there.Text) : (none.Status, none.Text), method);
            if (header == "If-Match" && method == "PUT")
                there.Status.Should().Be(HttpStatusCode.PreconditionFailed);
        }

        (await demo.SendAsync("GET", hidden)).Headers.ETag!.ToString().Should().Be("W/\"1\"");
    }
}
