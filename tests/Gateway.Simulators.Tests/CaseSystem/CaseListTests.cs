using System.Net;
using System.Text.Json.Nodes;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.CaseSystem;

public class CaseListTests(Systems systems) : IClassFixture<Systems>
{
    [Fact]
    public async Task A_wrong_secret_gets_no_token_and_no_token_gets_no_record()
    {
        using var client = new HttpClient { BaseAddress = systems.Running.CaseSystem };
        using var refused = await Systems.Ask(client, "oauth/token", "gateway", "wrong");
        using var record = await client.GetAsync("api/persons");

        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        record.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        record.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [Fact]
    public async Task Pages_follow_each_other_in_the_order_of_time_and_miss_no_record()
    {
        var whole = (await Systems.Get(systems.Cases, "api/consents?limit=200"))["items"]!.AsArray().Select(Key).ToList();
        var read = new List<string>();
        JsonNode? next = null;
        do
        {
            var page = await Systems.Get(systems.Cases, $"api/consents?limit=7{(next is null ? "" : $"&cursor={next}")}");
            read.AddRange(page["items"]!.AsArray().Select(Key));
            next = page["next"];
            page["asOf"].Should().NotBeNull();
        }
        while (next is not null && read.Count < whole.Count);

        read.Should().HaveCountGreaterThan(20).And.Equal(whole).And.BeInAscendingOrder(StringComparer.Ordinal).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Records_are_found_by_person_status_and_number()
    {
        var person = systems.Running.Population.KnownEverywhere;
        var byNhs = await Items($"api/persons?nhsNumber={person.NhsNumber}");
        var byPnc = await Items($"api/persons?pncId={Uri.EscapeDataString(person.PncId!)}");
        var risks = await Items($"api/risks?personId={person.CasePersonId},{systems.Running.Population.ConsentRefused.CasePersonId}");
        var episodes = await Items($"api/episodes?custodyNumber={Uri.EscapeDataString(person.CustodyNumbers[0])}");
        var requests = await Items($"api/health-requests?status=received,completed&limit=200");
        var referrals = await Items($"api/referrals?receivingProvider=ZZ950&service=full-circle&status=sent");

        byNhs.Should().ContainSingle().Which["id"]!.ToString().Should().Be(person.CasePersonId);
        byPnc.Should().ContainSingle().Which["id"]!.ToString().Should().Be(person.CasePersonId);
        risks.Select(r => r["personId"]!.ToString()).Distinct().Should().BeEquivalentTo(person.CasePersonId, systems.Running.Population.ConsentRefused.CasePersonId);
        episodes.Should().ContainSingle();
        requests.Should().NotBeEmpty();
        referrals.Should().ContainSingle(r => r["id"]!.ToString() == systems.Running.Population.Referred.ReferralId);
    }

    [Fact]
    public async Task A_medicine_that_is_prescribed_and_declared_is_given_too()
    {
        var given = await Items($"api/medications-given?personId={systems.Running.Population.KnownEverywhere.CasePersonId}");

        given.Should().Contain(g => g["medicine"]!.ToString() == "Sertraline 50mg tablets" && g["status"]!.ToString() == "given");
    }

    [Fact]
    public async Task A_record_has_its_version_as_ETag_and_one_that_is_not_there_is_not_found()
    {
        using var found = await systems.Cases.GetAsync($"api/persons/{systems.Running.Population.KnownEverywhere.CasePersonId}");
        using var missing = await systems.Cases.GetAsync("api/persons/P-1");
        using var kind = await systems.Cases.GetAsync("api/horses/H-1");

        found.Headers.ETag!.Tag.Should().Be("\"1\"");
        missing.StatusCode.Should().Be(HttpStatusCode.NotFound);
        kind.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("api/persons?limit=none")]
    [InlineData("api/persons?modifiedSince=yesterday")]
    [InlineData("api/persons?cursor=abc")]
    [InlineData("api/changes?after=abc")]
    public async Task A_query_that_cannot_be_read_is_refused(string path)
    {
        using var response = await systems.Cases.GetAsync(path);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Health_is_told_to_callers_with_a_token()
    {
        (await Systems.Get(systems.Cases, "api/health"))["status"]!.ToString().Should().Be("up");
    }

    private static string Key(JsonNode? record) => $"{record!["lastModified"]}/{record["id"]}";

    private async Task<IReadOnlyList<JsonNode>> Items(string path) => [.. (await Systems.Get(systems.Cases, path))["items"]!.AsArray().OfType<JsonNode>()];
}
