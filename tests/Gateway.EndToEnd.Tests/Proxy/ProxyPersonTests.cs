using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Proxy;

/// <summary>Somebody who refuses is not shown through the proxy either, and who looked is in the trail as on every other path.</summary>
public sealed class ProxyPersonTests(AccessDemos demos) : IClassFixture<AccessDemos>
{
    private static readonly DemoClient s_worker = new("source-worker", "source-worker", Recorded.FullCircle, "community-worker", ["system/*.rs", NativeScopes.OfSource("trust")], ["TREAT"]);

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_refusal_bites_through_the_proxy_from_the_next_request_on_and_is_lifted_with_its_withdrawal(string store)
    {
        var demo = await demos.OnAsync(store);
        var number = demo.People.KnownEverywhere.NhsNumber!;
        var (search, path) = await FindAsync(demo, number);
        var before = await demo.AskAsAsync(s_worker, path);
        var recorded = await Recorded.PostAsync(demo, Recorded.Consent(number, "deny", Recorded.FullCircle));
        var (refused, found) = (await demo.AskAsAsync(s_worker, path), await demo.AskAsAsync(s_worker, search));
        var others = await demo.AskAsync(DemoClients.SourceReader, path);
        var consent = recorded.Resource.ChildText("id")!;
        await Recorded.PutAsync(demo, consent, Recorded.Consent(number, "deny", Recorded.FullCircle, id: consent, status: "inactive"));
        var after = await demo.AskAsAsync(s_worker, path);

        new[] { before, refused, others, after }.Select(a => (int)a.Status).Should().Equal(200, 404, 200, 200);
        found.Found.Of("Patient").Should().BeEmpty();
        found.Found.Total.Should().Be("0");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Who_refuses_is_not_shown_in_any_way(string store)
    {
        var demo = await demos.OnAsync(store);
        var number = demo.People.TrustOnly.NhsNumber!;
        var (search, path) = await FindAsync(demo, number);
        var id = path.Split('/')[^1];
        string[] reads = [path, $"sources/trust/fhir/MedicationRequest/{id}-0-plan", $"sources/trust/fhir/Binary/{id}-letter"];
        var before = await StatusAsync(demo, reads);
        await Recorded.PostAsync(demo, Recorded.Consent(number, "deny", Recorded.Trust));
        var refused = await StatusAsync(demo, reads);
        var (person, medicines) = (await demo.AskAsync(DemoClients.SourceReader, search), await demo.AskAsync(DemoClients.SourceReader, $"sources/trust/fhir/MedicationRequest?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, number)}"));

        before.Should().Equal(200, 200, 200);
        refused.Should().Equal(404, 404, 404);
        (person.Found.Total, medicines.Found.Total).Should().Be(("0", "0"));
        (person.Text + medicines.Text).Should().NotContain($"\"{id}").And.NotContain("MedicationRequest/");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Who_looked_through_the_proxy_is_in_the_trail_of_the_person(string store)
    {
        var demo = await demos.OnAsync(store);
        var (_, path) = await FindAsync(demo, demo.People.KnownEverywhere.NhsNumber!);
        var mark = Guid.NewGuid().ToString();
        await demo.AskAsync(DemoClients.SourceReader, path, more: r => r.Headers.Add("X-Request-Id", mark));
        var trail = await demo.AskAsync(DemoClients.Administrator, "fhir/AuditEvent?_sort=-date&_count=50");

        trail.Text.Should().Contain(mark).And.Contain("source-reader");
    }

    // The search for a person, and the address of what it finds.
    private static async Task<(string Search, string Path)> FindAsync(RunningDemo demo, string number)
    {
        var search = $"sources/trust/fhir/Patient?identifier={RunningDemo.Escaped(RunningDemo.Nhs, number)}";
        return (search, $"sources/trust/fhir/Patient/{(await demo.AskAsync(DemoClients.SourceReader, search)).Found.Of("Patient").Single().ChildText("id")}");
    }

    private static async Task<int[]> StatusAsync(RunningDemo demo, string[] paths)
    {
        var statuses = new List<int>();
        foreach (var path in paths)
            statuses.Add((int)(await demo.AskAsync(DemoClients.SourceReader, path)).Status);
        return [.. statuses];
    }
}
