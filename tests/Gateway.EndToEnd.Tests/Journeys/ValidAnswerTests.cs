using System.Net;
using Gateway.Demo.Journeys;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Journeys;

/// <summary>What the gateway answers is valid R4 and keeps the profiles that it claims; a search is answered as the profile <c>answer</c> says.</summary>
public sealed class ValidAnswerTests(BothAreas areas) : IClassFixture<BothAreas>
{
    private const string Answer = "https://health-justice.example/fhir/StructureDefinition/answer";

    private static readonly string[] s_ofPersons =
    [
        "Encounter", "Observation", "MedicationStatement", "MedicationRequest", "MedicationAdministration", "AllergyIntolerance", "Condition", "Flag", "ServiceRequest", "Task", "QuestionnaireResponse",
        "Consent", "Appointment",
    ];

    public static TheoryData<string> Areas => new(BothAreas.Names);

    [Theory]
    [MemberData(nameof(JourneyTests.All), MemberType = typeof(JourneyTests))]
    public async Task What_comes_out_in_a_journey_is_valid(string area, string title)
    {
        var seen = new List<Element>();
        await Journey.All.Single(j => j.Title == title).RunAsync(areas[area].Gateway, _ => { }, CancellationToken.None, seen.Add);

        seen.Should().NotBeEmpty();
        foreach (var content in seen)
            Errors(content).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public async Task What_is_found_of_people_is_valid(string area)
    {
        var (demo, found) = (areas[area], 0);
        foreach (var number in Numbers(demo))
            foreach (var query in s_ofPersons.Select(t => $"{t}?patient.identifier={number}").Append($"Patient?identifier={number}"))
                found += await CheckedAsync(demo, query, DemoClients.Practitioner);

        found.Should().BeGreaterThan(50, "people are seeded with records in every source");
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public async Task Organisations_and_places_are_valid(string area)
    {
        foreach (var type in (string[])["Organization", "Location"])
            (await CheckedAsync(areas[area], type, DemoClients.Practitioner)).Should().BePositive(type);
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public async Task Medication_histories_are_valid_and_claim_to_be_some(string area)
    {
        foreach (var number in Numbers(areas[area]))
        {
            var answer = await areas[area].SearchAsync($"Patient/$medication-history?identifier={number}");
            answer.Status.Should().Be(HttpStatusCode.OK);
            Errors(answer.Resource).Should().BeEmpty();
            answer.Found.Of("List").Single()["meta"].SelectMany(m => m["profile"]).Select(p => p.Text).Should().Contain("https://health-justice.example/fhir/StructureDefinition/medication-history");
        }
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public async Task What_police_see_is_valid(string area)
    {
        foreach (var number in Numbers(areas[area]))
            foreach (var type in (string[])["Encounter", "Observation", "Flag", "MedicationRequest", "Task", "ServiceRequest"])
                await CheckedAsync(areas[area], $"{type}?patient.identifier={number}", DemoClients.CustodySystem);
    }

    [Fact]
    public async Task What_the_gateway_says_of_itself_is_valid() => Errors((await areas[BothAreas.Names[0]].AskAsync(null, "fhir/metadata")).Resource).Should().BeEmpty();

    private static async Task<int> CheckedAsync(RunningDemo demo, string query, string client)
    {
        var answer = await demo.SearchAsync(query, client);
        answer.Status.Should().Be(HttpStatusCode.OK, query);
        Errors(answer.Resource).Should().BeEmpty(query);
        return answer.Resource["entry"].Count() - 1;
    }

    private static IEnumerable<string> Numbers(RunningDemo demo) =>
        new[] { demo.People.KnownEverywhere, demo.People.Referred, demo.People.InCustody, demo.People.JoinedByCaseSystem, demo.People.Untraced }
            .Select(p => RunningDemo.Escaped(RunningDemo.Nhs, p.NhsNumber!)).Append(RunningDemo.Escaped("https://health-justice.example/id/pnc", demo.People.WithoutNhsNumber.PncId!));

    private static List<string> Errors(Element content) =>
        [.. OwnProfiles.Alone.Validate(content, content.Type.Name == "Bundle" && content.ChildText("type") == "searchset" ? Answer : null).Faults.Where(f => !f.IsWarning).Select(f => $"{f.Rule}: {f}")];
}
