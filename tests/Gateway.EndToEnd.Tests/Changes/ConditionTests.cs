using System.Net;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.EndToEnd.Tests.Writing;
using Gateway.Security.Tokens;
using Gateway.Simulators.Faults;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Changes;

/// <summary>Changes under conditions.</summary>
[Collection(SharedStores.Name)]
public sealed class ConditionTests(AccessDemos demos)
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Of_creates_under_one_condition_one_makes_it(string store)
    {
        var (demo, value) = (await demos.OnAsync(store), Kept.New());
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => demo.SendAsync("POST", "Patient", Kept.Patient(value), ("If-None-Exist", $"identifier=urn:kept|{value}"))));
        answers.Select(a => (int)a.Status).Order().Should().Equal([.. Enumerable.Repeat(200, 7), 201]);
        answers.Select(Kept.Address).Distinct().Should().ContainSingle();
        (await demo.SendAsync("GET", $"Patient?identifier=urn:kept|{value}")).Found.Of("Patient").Should().ContainSingle();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task An_update_finds_by_its_condition_one_or_none_and_refuses_several(string store)
    {
        var (demo, value) = (await demos.OnAsync(store), Kept.New());
        var made = await demo.SendAsync("PUT", $"Patient?identifier=urn:kept|{value}", Kept.Patient(value));
        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
        var updated = await demo.SendAsync("PUT", $"Patient?identifier=urn:kept|{value}", Kept.Patient(value, ""","active":true"""));
        (updated.Status, Kept.Address(updated), updated.Headers.ETag!.ToString()).Should().Be((HttpStatusCode.OK, Kept.Address(made), "W/\"2\""));
        (await demo.SendAsync("PUT", $"Patient?identifier=urn:kept|{value}", Kept.Patient(value, ""","active":true"""), ("If-Match", "W/\"1\""))).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await demo.SendAsync("PUT", $"Patient?identifier=urn:kept|{value}", Kept.Patient(value, ""","id":"another" """))).Status.Should().Be(HttpStatusCode.BadRequest);
        await demo.SendAsync("POST", "Patient", Kept.Patient(value));
        (await demo.SendAsync("PUT", $"Patient?identifier=urn:kept|{value}", Kept.Patient(value))).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await demo.SendAsync("POST", "Patient", Kept.Patient(value), ("If-None-Exist", $"identifier=urn:kept|{value}"))).Status.Should().Be(HttpStatusCode.PreconditionFailed);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_delete_takes_several_only_when_it_says_how_many(string store)
    {
        var (demo, value) = (await demos.OnAsync(store), Kept.New());
        for (var i = 0; i < 3; i++)
            await demo.SendAsync("POST", "Patient", Kept.Patient(value));
        (await demo.SendAsync("DELETE", $"Patient?identifier=urn:kept|{value}")).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await demo.SendAsync("DELETE", $"Patient?identifier=urn:kept|{value}&_count=2")).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await demo.SendAsync("DELETE", $"Patient?identifier=urn:kept|{value}&_count=1000")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await demo.SendAsync("DELETE", $"Patient?identifier=urn:kept|{value}&_count=3")).Status.Should().Be(HttpStatusCode.NoContent);
        (await demo.SendAsync("GET", $"Patient?identifier=urn:kept|{value}")).Found.Of("Patient").Should().BeEmpty();
        var nothingLeft = await demo.SendAsync("DELETE", $"Patient?identifier=urn:kept|{value}");
        (nothingLeft.Status, nothingLeft.Body.Length).Should().Be((HttpStatusCode.NoContent, 0));
        (await demo.SendAsync("DELETE", $"Patient?identifier=urn:kept|{value}", null, ("If-Match", "*"))).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await demo.SendAsync("PATCH", $"Patient?identifier=urn:kept|{value}", "[]", ("Content-Type", "application/json-patch+json"))).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_delete_under_a_condition_that_finds_nothing_seen_takes_no_transaction_with_it(string store)
    {
        var (demo, value) = (await demos.OnAsync(store), Kept.New());
        var patient = Kept.Address(await demo.SendAsync("POST", "Patient", Kept.Patient(value)));
        var kept = Kept.Address(await demo.SendAsync("POST", "Flag", Kept.Flag(patient, "unseen", ""","meta":{"security":[{"system":"https://health-justice.example/fhir/CodeSystem/sensitivity","code":"offence"}]}""")));
        var clinician = new DemoClient("deleting-clinician", "clinician-9", "R1L", "trust-clinician", ["user/Flag.cruds", "user/Patient.rs"], ["TREAT"]);
        foreach (var condition in (string[])[$"Flag?_id={kept.Split('/')[1]}", $"Flag?_id={Kept.New()}"])
        {
            (await demo.SendAsAsync(clinician, "DELETE", condition)).Status.Should().Be(HttpStatusCode.NoContent, condition);
            var done = await demo.SendAsAsync(clinician, "POST", "", Keeper.Bundle("transaction", Keeper.Entry("DELETE", condition), Keeper.Entry("POST", "Flag", Kept.Flag(patient, "seen"))));
            done.Status.Should().Be(HttpStatusCode.OK, done.Text);
            done.Statuses().Should().Equal("204", "201");
        }

        (await demo.SendAsync("GET", kept)).Status.Should().Be(HttpStatusCode.OK, "what its caller does not see is not deleted");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_a_source_has_is_found_by_conditions_and_changed_by_none(string store)
    {
        var demo = await demos.OnAsync(store);
        var number = $"identifier={RunningDemo.Nhs}|{demo.People.TrustOnly.NhsNumber}";
        var known = (await demo.SendAsync("GET", $"Patient?{number}")).Found.Of("Patient").Single().ChildText("id");
        var (found, updated, deleted) = (await demo.SendAsync("POST", "Patient", Kept.Patient("x"), ("If-None-Exist", number)), await demo.SendAsync("PUT", $"Patient?{number}", Kept.Patient("x")), await demo.SendAsync("DELETE", $"Patient?{number}"));

        (found.Status, found.Resource.ChildText("id")).Should().Be((HttpStatusCode.OK, known), found.Text);
        (updated.Status, deleted.Status).Should().Be((HttpStatusCode.MethodNotAllowed, HttpStatusCode.MethodNotAllowed));
    }

    [Fact]
    public async Task What_a_source_does_not_answer_is_no_answer_to_a_condition()
    {
        var demo = await demos.OnAsync("sqlite");
        demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Malformed, Times = 2 });
        var unanswered = await demo.SendAsync("POST", "Patient", Kept.Patient("x"), ("If-None-Exist", $"identifier={RunningDemo.Nhs}|{demo.People.TrustOnly.NhsNumber}"));
        demo.Systems.Faults.Clear();

        unanswered.Status.Should().Be(HttpStatusCode.ServiceUnavailable, unanswered.Text);
        unanswered.Headers.RetryAfter.Should().NotBeNull();
    }

    [Fact]
    public async Task A_condition_that_names_nobody_is_answered_by_whom_can_be_asked_so()
    {
        var demo = await demos.OnAsync("sqlite");
        var value = Guid.NewGuid().ToString();
        var organization = $$"""{"resourceType":"Organization","name":"x","identifier":[{"system":"urn:kept","value":"{{value}}"}]}""";
        var (first, second) = (await demo.SendAsync("POST", "Organization", organization, ("If-None-Exist", $"identifier=urn:kept|{value}")), await demo.SendAsync("POST", "Organization", organization, ("If-None-Exist", $"identifier=urn:kept|{value}")));

        (first.Status, second.Status).Should().Be((HttpStatusCode.Created, HttpStatusCode.OK), first.Text);
        second.Resource.ChildText("id").Should().Be(first.Resource.ChildText("id"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense=1")]
    [InlineData("identifier=urn:kept|x&_sort=family")]
    [InlineData("identifier=urn:kept|x&_include=*")]
    [InlineData("general-practitioner.name=x")]
    [InlineData("_has:Observation:patient:status=final")]
    public async Task What_is_no_condition_is_refused(string condition)
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await demo.SendAsync("PUT", $"Patient?{condition}", Kept.Patient("x"));
        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        if (condition.Length > 0)
            (await demo.SendAsync("POST", "Patient", Kept.Patient("x"), ("If-None-Exist", condition))).Status.Should().Be(HttpStatusCode.BadRequest);
    }
}
