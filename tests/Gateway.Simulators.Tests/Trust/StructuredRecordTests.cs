using System.Net;
using System.Text.Json.Nodes;
using Gateway.Simulators.Tests.Records;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.Trust;

public class StructuredRecordTests(Systems systems) : IClassFixture<Systems>
{
    [Fact]
    public async Task A_record_has_each_medicine_with_its_plan_its_issues_and_a_statement()
    {
        var person = systems.Running.Population.KnownEverywhere;
        using var response = await Ask(person.NhsNumber!);
        var resources = (await Systems.Json(response))["entry"]!.AsArray().Select(e => e!["resource"]!).ToList();

        response.Content.Headers.ContentType!.MediaType.Should().Be("application/fhir+json");
        resources.Count(r => Is(r, "MedicationStatement")).Should().Be(person.Prescribed.Count);
        resources.Count(r => Is(r, "Medication")).Should().Be(person.Prescribed.Count);
        resources.Count(r => Is(r, "MedicationRequest") && r["intent"]!.ToString() == "plan").Should().Be(person.Prescribed.Count);
        resources.Count(r => Is(r, "MedicationRequest") && r["intent"]!.ToString() == "order").Should().BeGreaterThanOrEqualTo(person.Prescribed.Count);
        resources.Count(r => Is(r, "List")).Should().Be(3);
    }

    [Theory]
    [InlineData("9991234567", HttpStatusCode.BadRequest, "INVALID_NHS_NUMBER")]
    [InlineData("9999900002", HttpStatusCode.NotFound, "PATIENT_NOT_FOUND")]
    public async Task An_outcome_says_why_there_is_no_record(string number, HttpStatusCode status, string code)
    {
        using var response = await Ask(number == "9999900002" ? systems.Running.Population.UnknownNhsNumber : number);
        var outcome = await Systems.Json(response);

        response.StatusCode.Should().Be(status);
        outcome["issue"]![0]!["details"]!["coding"]![0]!["code"]!.ToString().Should().Be(code);
    }

    [Fact]
    public async Task Only_the_parts_that_are_asked_for_come()
    {
        var body = """{"resourceType":"Parameters","parameter":[{"name":"patientNHSNumber","valueIdentifier":{"value":"NUMBER"}},{"name":"includeAllergies"}]}""".Replace("NUMBER", systems.Running.Population.KnownEverywhere.NhsNumber);
        using var response = await systems.Trust.PostAsync("gpconnect/fhir/Patient/$gpc.getstructuredrecord", Systems.Body(body));
        var types = (await Systems.Json(response))["entry"]!.AsArray().Select(e => e!["resource"]!["resourceType"]!.ToString()).ToList();

        types.Should().Contain("List").And.NotContain("MedicationStatement").And.NotContain("Condition");
    }

    private static bool Is(JsonNode resource, string type) => resource["resourceType"]!.ToString() == type;

    private Task<HttpResponseMessage> Ask(string number) => systems.Trust.PostAsync("gpconnect/fhir/Patient/$gpc.getstructuredrecord", Systems.Body(StructuredQuestion.For(number)));
}
