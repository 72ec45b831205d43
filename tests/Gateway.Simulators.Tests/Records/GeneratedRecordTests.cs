using System.Text;
using System.Text.Json.Nodes;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.Records;

/// <summary>Every record that the systems of both areas make goes through its map without a fault, a code or a field left over.</summary>
public class GeneratedRecordTests(GeneratedRecordTests.Essex essex, GeneratedRecordTests.Avon avon) : IClassFixture<GeneratedRecordTests.Essex>, IClassFixture<GeneratedRecordTests.Avon>
{
    public static TheoryData<string, string> CaseKinds => new()
    {
        { "persons", "CasePersonToFhir" }, { "episodes", "CaseEpisodeToFhir" }, { "answers", "CaseAnswersToFhir" }, { "feedback", "CaseFeedbackToFhir" }, { "consents", "CaseConsentToFhir" },
        { "referrals", "CaseReferralToFhir" }, { "risks", "CaseRiskToFhir" }, { "medications-given", "CaseMedicationGivenToFhir" }, { "court-dates", "CaseCourtDateToFhir" },
        { "health-requests", "CaseHealthRequestToFhir" },
    };

    private Systems[] Both => [essex, avon];

    [Theory]
    [MemberData(nameof(CaseKinds))]
    public async Task Records_of_the_case_system_map_whole(string kind, string map)
    {
        foreach (var systems in Both)
        {
            var records = await All(systems.Cases, $"api/{kind}?limit=200");
            records.Should().HaveCountGreaterThan(50);
            records.SelectMany(r => RecordMaps.Complaints(map, Encoding.UTF8.GetBytes(r.ToJsonString()))).Distinct().Should().BeEmpty();
        }
    }

    [Fact]
    public async Task Custody_records_map_whole_in_both_formats()
    {
        foreach (var systems in Both)
        {
            foreach (var number in systems.Running.Population.CustodyNumbers)
            {
                foreach (var format in new[] { "application/xml", "application/json" })
                    RecordMaps.Complaints("CustodyRecord", await Record(systems.Custody, number, format)).Should().BeEmpty();
            }
        }
    }

    [Fact]
    public async Task Structured_records_of_the_trust_map_whole()
    {
        foreach (var systems in Both)
        {
            foreach (var person in systems.Running.Population.People.Where(p => p.TrustPatientId is not null))
            {
                using var response = await systems.Trust.PostAsync("gpconnect/fhir/Patient/$gpc.getstructuredrecord", Systems.Body(StructuredQuestion.For(person.NhsNumber!)));
                RecordMaps.Complaints("GpConnectRecord", await response.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
            }
        }
    }

    [Theory]
    [InlineData("MedicationStatement")]
    [InlineData("MedicationRequest")]
    [InlineData("AllergyIntolerance")]
    [InlineData("Condition")]
    public async Task Search_results_of_the_trust_map_whole(string type)
    {
        foreach (var systems in Both)
        {
            foreach (var person in systems.Running.Population.People.Where(p => p.TrustPatientId is not null))
            {
                var found = await systems.Trust.GetByteArrayAsync($"r4/{type}?patient.identifier=https://fhir.nhs.uk/Id/nhs-number|{person.NhsNumber}&_include={type}:patient");
                RecordMaps.Complaints("TrustRecord", found, allowsUnmappedFields: true).Should().BeEmpty();
            }
        }
    }

    [Fact]
    public async Task Extracts_of_the_community_provider_map_whole()
    {
        var maps = new Dictionary<string, string> { ["outcomes"] = "CommunityOutcome", ["contacts"] = "CommunityEngagement", ["closures"] = "CommunityClosure", ["caseload"] = "CommunityCaseload" };
        foreach (var systems in Both)
        {
            var extracts = (await Systems.Get(systems.Community, "extracts"))["extracts"]!.AsArray();
            extracts.Select(e => e!["kind"]!.ToString()).Distinct().Should().BeEquivalentTo(maps.Keys);
            foreach (var extract in extracts)
                RecordMaps.Complaints(maps[extract!["kind"]!.ToString()], await systems.Community.GetByteArrayAsync($"extracts/{extract["name"]}")).Should().BeEmpty();
        }
    }

    private static async Task<byte[]> Record(HttpClient custody, string number, string format)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"custody-records?custodyNumber={Uri.EscapeDataString(number)}") { Headers = { { "Accept", format } } };
        using var response = await custody.SendAsync(request);
        response.Content.Headers.ContentType!.MediaType.Should().Be(format);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task<IReadOnlyList<JsonNode>> All(HttpClient client, string path)
    {
        var all = new List<JsonNode>();
        for (var page = await Systems.Get(client, path); ; page = await Systems.Get(client, $"{path}&cursor={page["next"]}"))
        {
            all.AddRange(page["items"]!.AsArray().OfType<JsonNode>());
            if (page["next"] is null)
                return all;
        }
    }

    public sealed class Essex : Systems
    {
        public override SimulatorOptions Options => new();
    }

    public sealed class Avon : Systems
    {
        public override SimulatorOptions Options => new() { Area = "avon-and-somerset", Seed = 7 };
    }
}
