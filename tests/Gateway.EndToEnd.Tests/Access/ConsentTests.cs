using System.Net;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Access;

/// <summary>What persons consent to counts from the next request on, on every path.</summary>
public sealed class ConsentTests(AccessDemos demos) : IClassFixture<AccessDemos>
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_refusal_bites_on_the_next_request_and_so_does_its_withdrawal(string store)
    {
        var demo = await demos.OnAsync(store);
        var number = demo.People.KnownEverywhere.NhsNumber!;
        (await ConditionsAsync(demo, number)).Should().BePositive();
        var recorded = await Recorded.PostAsync(demo, Recorded.Consent(number, "deny", Recorded.FullCircle));
        recorded.Status.Should().Be(HttpStatusCode.Created, recorded.Text);
        recorded.Headers.ETag!.Tag.Should().Be("\"1\"");
        (await ConditionsAsync(demo, number)).Should().Be(0);
        (await ConditionsAsync(demo, number, DemoClients.TrustClinician)).Should().BePositive();

        var id = recorded.Resource.ChildText("id")!;
        var withdrawn = await Recorded.PutAsync(demo, id, Recorded.Consent(number, "deny", Recorded.FullCircle, id: id, status: "inactive"));
        withdrawn.Status.Should().Be(HttpStatusCode.OK, withdrawn.Text);
        withdrawn.Headers.ETag!.Tag.Should().Be("\"2\"");
        (await ConditionsAsync(demo, number)).Should().BePositive();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_the_case_system_says_that_somebody_refuses_counts_here(string store)
    {
        var demo = await demos.OnAsync(store);
        var person = RunningDemo.Escaped(RunningDemo.Nhs, demo.People.ConsentRefused.NhsNumber!);
        var seen = (await demo.SearchAsync($"Patient?identifier={person}", DemoClients.CommunityProvider)).Found.Of("Patient").Select(SourceOf).ToList();

        demo.People.ConsentRefused.CasePersonId.Should().NotBeNull();

        // What a service was told is about its own records; what custody has is custody's.
        seen.Should().Contain("custody").And.NotContain(["case-system", "trust"]);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_step_that_may_not_be_told_to_the_referrer_is_not_sent_and_answered_as_one_that_is_not_taken(string store)
    {
        var demo = await demos.OnAsync(store);
        var person = demo.People.Referred;
        await demo.OrderAsync(demo.Systems.CaseSystem, "control/referrals", new { personId = person.CasePersonId });
        var task = (await Patience.UntilAsync(() => demo.SearchAsync($"Task?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, person.NhsNumber!)}&status=requested", DemoClients.CommunityProvider), a => a.Found.Of("Task").Count > 0)).Found.Of("Task")[0].ChildText("id")!;
        var id = (await Recorded.PostAsync(demo, Recorded.Consent(person.NhsNumber!, "deny", Recorded.Trust, Recorded.Of("Task")))).Resource.ChildText("id")!;
        var answer = await AcceptAsync(demo, task);
        answer.Status.Should().Be(HttpStatusCode.UnprocessableEntity, answer.Text);
        await Sent.WithheldAsync(demo, "case-system");

        (await Recorded.PutAsync(demo, id, Recorded.Consent(person.NhsNumber!, "deny", Recorded.Trust, Recorded.Of("Task"), id: id, status: "inactive"))).Status.Should().Be(HttpStatusCode.OK);
        ((int)(await AcceptAsync(demo, task)).Status).Should().BeOneOf(200, 202);
    }

    // Police must call healthcare for who needs it (PACE Code C 9.5): the request is the basis of its own sending.
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_refusal_keeps_no_health_request_from_healthcare(string store)
    {
        var demo = await demos.OnAsync(store);
        var person = demo.People.InCustody;
        var id = (await Recorded.PostAsync(demo, Recorded.Consent(person.NhsNumber!, "deny", Recorded.Trust, Recorded.Of("ServiceRequest")))).Resource.ChildText("id")!;
        var reference = await Sent.RequestAsync(demo, person.CustodyNumbers[^1]);

        (await Patience.UntilAsync(() => demo.CasesAsync($"health-requests?reference={reference}"), c => c.Count > 0)).Should().ContainSingle();
        (await Recorded.PutAsync(demo, id, Recorded.Consent(person.NhsNumber!, "deny", Recorded.Trust, Recorded.Of("ServiceRequest"), id: id, status: "inactive"))).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_version_that_was_not_read_is_not_overwritten(string store)
    {
        var demo = await demos.OnAsync(store);
        var number = demo.People.TrustOnly.NhsNumber!;
        var id = (await Recorded.PostAsync(demo, Recorded.Consent(number, "deny", Recorded.FullCircle))).Resource.ChildText("id")!;
        (await Recorded.PutAsync(demo, id, Recorded.Consent(number, "deny", Recorded.FullCircle, id: id, status: "inactive"), ifMatch: "W/\"1\"")).Status.Should().Be(HttpStatusCode.OK);
        (await Recorded.PutAsync(demo, id, Recorded.Consent(number, "deny", Recorded.FullCircle, id: id), ifMatch: "W/\"1\"")).Status.Should().Be(HttpStatusCode.PreconditionFailed);
    }

    [Theory]
    [InlineData("\"type\":\"deny\",", "", "Consent.provision.type")]
    [InlineData("\"dateTime\":\"2026-01-10T09:00:00Z\",", "", "Consent.dateTime")]
    [InlineData("\"code\":\"has-capacity\"", "\"code\":\"unknown-word\"", "Consent.extension")]
    [InlineData("patient-privacy", "treatment", "Consent.scope")]
    [InlineData("\"patient\":{\"type\":\"Patient\",\"identifier\"", "\"patient\":{\"type\":\"Patient\",\"reference\":\"Patient/1\",\"identifier\"", "Consent.patient")]
    [InlineData("\"OPTOUT\"", "\"OPTIN\"", "Consent.provision")]
    public async Task What_could_only_be_guessed_at_is_refused_with_its_place(string part, string other, string place)
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await Recorded.PostAsync(demo, Recorded.Consent(demo.People.TrustOnly.NhsNumber!, "deny", Recorded.FullCircle).Replace(part, other, StringComparison.Ordinal));

        ((int)answer.Status).Should().Be(422, answer.Text);
        answer.Resource["issue"].SelectMany(i => i["expression"]).Select(e => e.Text!).Should().Contain(e => e.StartsWith(place, StringComparison.Ordinal), answer.Text);
    }

    [Theory]
    [InlineData("not-assessed", 422)]
    [InlineData("lacks-capacity", 422)]
    [InlineData("has-capacity", 201)]
    public async Task Permitting_needs_capacity_and_refusing_does_not(string capacity, int status)
    {
        var demo = await demos.OnAsync("sqlite");
        var number = demo.People.CustodyOnly.NhsNumber ?? demo.People.TrustOnly.NhsNumber!;
        var permitted = await Recorded.PostAsync(demo, Recorded.Consent(number, "permit", Recorded.FullCircle).Replace("\"has-capacity\"", $"\"{capacity}\"", StringComparison.Ordinal));
        var refused = await Recorded.PostAsync(demo, Recorded.Consent(number, "deny", "ZZ999").Replace("\"has-capacity\"", $"\"{capacity}\"", StringComparison.Ordinal));

        ((int)permitted.Status).Should().Be(status, permitted.Text);
        refused.Status.Should().Be(HttpStatusCode.Created, refused.Text);
    }

    private static Task<Answer> AcceptAsync(RunningDemo demo, string task) => demo.AskAsync(DemoClients.CommunityProvider, $"fhir/Task/{task}", HttpMethod.Put,
        r => Recorded.Put(r, $$"""{"resourceType":"Task","id":"{{task}}","status":"accepted","intent":"order"}"""));

    private static string SourceOf(Element resource) => resource["meta"].Select(m => m.ChildText("source")).First()!.Split('/')[^1];

    private static async Task<int> ConditionsAsync(RunningDemo demo, string number, string client = DemoClients.CommunityProvider) =>
        (await demo.SearchAsync($"Flag?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, number)}", client)).Found.Of("Flag").Count;
}
