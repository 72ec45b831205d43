using System.Net;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Disclosure;

/// <summary>What a custody officer's token opens, and how little an answer tells of what it does not open.</summary>
public sealed class OfficerTests(SharedDemo shared) : IClassFixture<SharedDemo>
{
    private static readonly string[] s_granted = ["Task", "ServiceRequest", "Observation", "Flag", "MedicationRequest", "Encounter", "Patient"];

    private RunningDemo Demo => shared.Demo;

    private string Person => RunningDemo.Escaped(RunningDemo.Nhs, Demo.People.KnownEverywhere.NhsNumber!);

    [Theory]
    [InlineData("MedicationStatement")]
    [InlineData("MedicationAdministration")]
    [InlineData("Condition")]
    [InlineData("AllergyIntolerance")]
    [InlineData("QuestionnaireResponse")]
    [InlineData("Consent")]
    [InlineData("Communication")]
    [InlineData("DetectedIssue")]
    [InlineData("Practitioner")]
    public async Task A_type_of_clinical_care_is_forbidden_whether_or_not_there_is_any(string type)
    {
        var known = await Demo.SearchAsync($"{type}?patient.identifier={Person}", DemoClients.CustodySystem);
        var unknown = await Demo.SearchAsync($"{type}?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, Demo.People.UnknownNhsNumber)}", DemoClients.CustodySystem);
        var one = await Demo.SearchAsync($"{type}/{await IdAsync("MedicationStatement")}", DemoClients.CustodySystem);

        known.Status.Should().Be(HttpStatusCode.Forbidden);
        (unknown.Status, unknown.Text).Should().Be((known.Status, known.Text));
        (one.Status, one.Text).Should().Be((known.Status, known.Text));
    }

    [Fact]
    public async Task The_types_that_it_may_ask_for_come_as_police_may_see_them_and_never_with_clinical_ones()
    {
        foreach (var type in s_granted)
        {
            var answer = await Demo.SearchAsync($"{type}?{(type == "Patient" ? "identifier" : "patient.identifier")}={Person}&_include=*&_revinclude=*", DemoClients.CustodySystem);
            answer.Status.Should().Be(HttpStatusCode.OK, type);
            Resources(answer).Select(r => r.Type.Name).Except(s_granted).Except(["Organization", "Location", "OperationOutcome"]).Should().BeEmpty(type);
            Resources(answer).Where(r => r.Type.Name != "OperationOutcome").Should().NotContain(r => !r["meta"].SelectMany(m => m["security"]).Any(s => s.ChildText("code") == "REDACTED"), type);
        }
    }

    [Fact]
    public async Task The_history_of_medication_is_not_the_officers_to_see()
    {
        var answer = await Demo.SearchAsync($"Patient/$medication-history?identifier={Person}", DemoClients.CustodySystem);

        answer.Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Unknown_altered_foreign_and_hidden_ids_are_one_answer()
    {
        var (statement, patient) = (await IdAsync("MedicationStatement"), await IdAsync("Patient"));
        var altered = $"{(patient[0] == 'a' ? 'b' : 'a')}{patient[1..]}";
        var unknown = await Demo.SearchAsync("Patient/1");
        var answers = new[]
        {
            await Demo.SearchAsync($"Patient/{altered}"),
            await Demo.SearchAsync($"Patient/{statement}"),
            await Demo.SearchAsync($"Patient/{new string('a', 64)}"),
            await Demo.SearchAsync($"Observation/{patient}", DemoClients.CustodySystem),
            await Demo.SearchAsync("Task/6cd2a1e0-0000-4000-8000-000000000000"),
        };

        (await Demo.SearchAsync($"Patient/{patient}")).Status.Should().Be(HttpStatusCode.OK);
        unknown.Status.Should().Be(HttpStatusCode.NotFound);
        answers.Should().OnlyContain(a => a.Status == unknown.Status && a.Text == unknown.Text);
    }

    private async Task<string> IdAsync(string type)
    {
        var found = await Patience.UntilAsync(() => Demo.SearchAsync($"{type}?{(type == "Patient" ? "identifier" : "patient.identifier")}={Person}"), a => a.Found.Of(type).Count > 0);
        return found.Found.Of(type)[0].ChildText("id")!;
    }

    private static IEnumerable<Element> Resources(Answer answer) => answer.Resource is { Type.Name: "Bundle" } bundle ? bundle["entry"].SelectMany(e => e["resource"]) : [answer.Resource];
}
