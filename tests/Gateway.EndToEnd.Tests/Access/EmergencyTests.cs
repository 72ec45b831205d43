using System.Net;
using System.Text.Json.Nodes;
using Gateway.Disclosures.Audit.Queue;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;
using Gateway.Storage;
using Gateway.Storage.Tests.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.EndToEnd.Tests.Access;

/// <summary>Access in an emergency: asked for with a reason, short, of one user for one person, told to the controllers and reviewed by them.</summary>
public sealed class EmergencyTests(AccessDemos demos) : IClassFixture<AccessDemos>
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_grant_lifts_a_refusal_for_its_user_and_person_and_its_controllers_are_to_review_it(string store)
    {
        var demo = await demos.OnAsync(store);
        var (number, other) = (demo.People.KnownEverywhere.NhsNumber!, demo.People.TrustOnly.NhsNumber!);
        var (user, colleague) = (Clinician("clinician-1"), Clinician("clinician-2"));
        foreach (var refused in new[] { number, other })
            (await Recorded.PostAsync(demo, Recorded.Consent(refused, "deny", Recorded.Trust, Recorded.Medicines))).Status.Should().Be(HttpStatusCode.Created);
        (await SeenAsync(demo, user, number)).Should().Be(0);

        var granted = await demo.AskAsAsync(user, "fhir/$emergency-access", HttpMethod.Post, r => Recorded.Put(r, Asked(number)));
        granted.Status.Should().Be(HttpStatusCode.Created, granted.Text);
        var grant = granted.Resource.ChildText("id")!;
        (await SeenAsync(demo, user, number, grant)).Should().BePositive();
        (await SeenAsync(demo, user, number)).Should().Be(0);
        (await SeenAsync(demo, user, other, grant)).Should().Be(0);
        (await demo.AskAsAsync(colleague, Query(number), more: r => r.Headers.Add("X-Emergency-Grant", grant))).Status.Should().Be(HttpStatusCode.Forbidden);
        (await demo.AskAsAsync(user with { Purposes = ["COC"] }, Query(number), more: r => r.Headers.Add("X-Emergency-Grant", grant))).Status.Should().Be(HttpStatusCode.Forbidden);

        (await demo.AskAsync(null, "metrics")).Text.Should().Contain("gateway_emergency_granted");

        // The controllers of what was opened have to look at it, and one that has is no longer counted.
        await Patience.UntilAsync(() => demo.AskAsync(null, "metrics"), m => m.Text.Contains("gateway_emergency_unreviewed", StringComparison.Ordinal) && m.Text.Contains("ZZ950", StringComparison.Ordinal));
        var provider = new DemoClient("reviewer", "governance-lead", Recorded.FullCircle, "administrator", ["user/Task.rus"], ["HOPERAT"]);
        var owed = (await demo.AskAsAsync(provider, $"fhir/Task?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, number)}")).Found.Of("Task").Where(t => t["code"].SelectMany(c => c["coding"]).Any(c => c.ChildText("code") == "review-emergency-access")).ToList();
        var review = owed.Single(t => t["owner"].SelectMany(o => o["identifier"]).Any(i => i.ChildText("value") == Recorded.FullCircle) && t["partOf"].Any(p => p.ChildText("reference") == $"Task/{grant}"));
        var done = """{"resourceType":"Task","id":"@id","status":"completed","intent":"order","statusReason":{"text":"The access was needed."}}""".Replace("@id", review.ChildText("id"), StringComparison.Ordinal);
        var closed = await demo.AskAsAsync(provider, $"fhir/Task/{review.ChildText("id")}", HttpMethod.Put, r => Recorded.Put(r, done));
        closed.Status.Should().Be(HttpStatusCode.OK, closed.Text);
        closed.Resource.ChildText("status").Should().Be("completed");
        var foreign = owed.First(t => !t["owner"].SelectMany(o => o["identifier"]).Any(i => i.ChildText("value") == Recorded.FullCircle));
        (await demo.AskAsAsync(provider, $"fhir/Task/{foreign.ChildText("id")}", HttpMethod.Put, r => Recorded.Put(r, done.Replace(review.ChildText("id")!, foreign.ChildText("id"), StringComparison.Ordinal)))).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("custody-officer", "42", "custody-care")]
    [InlineData("community-worker", "ZZ950", "TREAT")]
    [InlineData("administrator", "R1L", "HOPERAT")]
    [InlineData("probation", "ZZ952", "offender-management")]
    public async Task Only_rows_of_care_that_say_so_grant_it(string recipient, string organization, string purpose)
    {
        var demo = await demos.OnAsync("sqlite");
        var caller = new DemoClient("asker", "asker-1", organization, recipient, ["user/*.cruds"], [purpose]);

        (await demo.AskAsAsync(caller, "fhir/$emergency-access", HttpMethod.Post, r => Recorded.Put(r, Asked(demo.People.KnownEverywhere.NhsNumber!)))).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("urgent")]
    [InlineData("")]
    public async Task Without_a_reason_there_is_none(string reason)
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await demo.AskAsAsync(Clinician("clinician-1"), "fhir/$emergency-access", HttpMethod.Post, r => Recorded.Put(r, Asked(demo.People.KnownEverywhere.NhsNumber!, reason)));

        ((int)answer.Status).Should().Be(422);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task While_the_trail_cannot_be_written_who_holds_a_grant_is_served_and_nobody_else(string store)
    {
        var demo = await demos.OnAsync(store);
        var (number, user) = (demo.People.ConsentRefused.NhsNumber!, Clinician("clinician-3"));
        var grant = (await demo.AskAsAsync(user, "fhir/$emergency-access", HttpMethod.Post, r => Recorded.Put(r, Asked(number)))).Resource.ChildText("id")!;
        var (ledger, queue) = (demo.Gateway.Services.GetRequiredService<GatewayLedger>(), demo.Gateway.Services.GetRequiredService<AuditQueue>());
        await using (await ReadOnlyTrail.OfAsync(ledger.Options))
        {
            (await demo.AskAsAsync(user, Query(number))).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
            (await demo.AskAsAsync(user, Query(demo.People.TrustOnly.NhsNumber!), more: r => r.Headers.Add("X-Emergency-Grant", grant))).Status.Should().Be(HttpStatusCode.ServiceUnavailable, "the grant is for somebody else");
            queue.Count.Should().Be(0);
            var answer = await demo.AskAsAsync(user, Query(number), more: r =>
            {
                r.Headers.Add("X-Emergency-Grant", grant);
                r.Headers.Add("X-Request-Id", "queued-1");
            });
            answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
            answer.Found.Of("MedicationStatement").Should().NotBeEmpty();
            queue.Count.Should().Be(1);
            (await demo.AskAsync(null, "health/ready")).Text.Should().Contain("\"audit\":\"queued\"");
            (await demo.AskAsync(null, "metrics")).Text.Should().Contain("gateway_audit_queued 1");
        }

        await Patience.UntilAsync(() => Task.FromResult(queue.Count), c => c == 0);
        var trail = (await demo.SearchAsync("AuditEvent?_sort=-date&_count=200", DemoClients.Administrator)).Found.Of("AuditEvent");
        trail.Where(e => e["entity"].SelectMany(x => x["what"]).SelectMany(w => w["identifier"]).Any(i => i.ChildText("value") == "queued-1")).Should().ContainSingle();
        (await demo.AskAsync(null, "health/ready")).Text.Should().NotContain("queued");
    }

    private static DemoClient Clinician(string user) => new("test-trust-clinician", user, Recorded.Trust, "trust-clinician", ["user/Flag.rs", "user/Condition.rs", "user/Patient.rs", "user/MedicationStatement.rs"], ["TREAT"]);

    private static string Asked(string number, string reason = "Found unconscious, medicines needed now") => new JsonObject
    {
        ["resourceType"] = "Parameters",
        ["parameter"] = new JsonArray(
            new JsonObject { ["name"] = "patient", ["valueReference"] = new JsonObject { ["identifier"] = new JsonObject { ["system"] = RunningDemo.Nhs, ["value"] = number } } },
            new JsonObject { ["name"] = "reason", ["valueString"] = reason.Length == 0 ? "-" : reason }),
    }.ToJsonString();

    private static async Task<int> SeenAsync(RunningDemo demo, DemoClient caller, string number, string? grant = null)
    {
        var answer = await demo.AskAsAsync(caller, Query(number), more: r =>
        {
            if (grant is not null)
                r.Headers.Add("X-Emergency-Grant", grant);
        });
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return answer.Found.Of("MedicationStatement").Count;
    }

    private static string Query(string number) => $"fhir/MedicationStatement?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, number)}";
}
