using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Proxy;

/// <summary>Somebody who refuses is not shown through the proxy either, and who looked is in the trail as on every other path.</summary>
public sealed class ProxyPersonTests(AccessDemos demos) : IClassFixture<AccessDemos>
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_refusal_bites_through_the_proxy_from_the_next_request_on_and_is_lifted_with_its_withdrawal(string store)
    {
        var demo = await demos.OnAsync(store);
        var number = demo.People.TrustOnly.NhsNumber!;
        var search = $"sources/trust/fhir/Patient?identifier={RunningDemo.Escaped(RunningDemo.Nhs, number)}";
        var id = (await demo.AskAsync(DemoClients.SourceReader, search)).Found.Of("Patient").Single().ChildText("id")!;
        string[] reads = [$"sources/trust/fhir/Patient/{id}", $"sources/trust/fhir/MedicationRequest/{id}-0-plan", $"sources/trust/fhir/Binary/{id}-letter"];
        var before = await StatusAsync(demo, reads);
        var recorded = await Recorded.PostAsync(demo, Recorded.Consent(number, "deny", Recorded.Trust));
        var (refused, found) = (await StatusAsync(demo, reads), await demo.AskAsync(DemoClients.SourceReader, search));
        var consent = recorded.Resource.ChildText("id")!;
        await Recorded.PutAsync(demo, consent, Recorded.Consent(number, "deny", Recorded.Trust, id: consent, status: "inactive"));
        var after = await StatusAsync(demo, reads);

        before.Should().Equal(200, 200, 200);
        refused.Should().Equal(404, 404, 404);
        found.Found.Of("Patient").Should().BeEmpty();
        found.Found.Total.Should().Be("0");
        after.Should().Equal(200, 200, 200);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Who_looked_through_the_proxy_is_in_the_trail_of_the_person(string store)
    {
        var demo = await demos.OnAsync(store);
        var search = $"sources/trust/fhir/Patient?identifier={RunningDemo.Escaped(RunningDemo.Nhs, demo.People.TrustOnly.NhsNumber!)}";
        var id = (await demo.AskAsync(DemoClients.SourceReader, search)).Found.Of("Patient").Single().ChildText("id");
        var mark = Guid.NewGuid().ToString();
        await demo.AskAsync(DemoClients.SourceReader, $"sources/trust/fhir/Patient/{id}", more: r => r.Headers.Add("X-Request-Id", mark));
        var trail = await demo.AskAsync(DemoClients.Administrator, "fhir/AuditEvent?_sort=-date&_count=50");

        trail.Text.Should().Contain(mark).And.Contain("source-reader");
    }

    private static async Task<int[]> StatusAsync(RunningDemo demo, string[] paths)
    {
        var statuses = new List<int>();
        foreach (var path in paths)
            statuses.Add((int)(await demo.AskAsync(DemoClients.SourceReader, path)).Status);
        return [.. statuses];
    }
}
