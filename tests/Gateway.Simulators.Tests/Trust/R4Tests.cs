using System.Net;
using System.Text.Json.Nodes;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.Trust;

public class R4Tests(Systems systems) : IClassFixture<Systems>
{
    private string Number => systems.Running.Population.KnownEverywhere.NhsNumber!;

    [Fact]
    public async Task Pages_are_linked_until_the_last()
    {
        var ids = new List<string>();
        var next = $"r4/MedicationStatement?patient.identifier=https://fhir.nhs.uk/Id/nhs-number|{Number}&_count=1";
        while (next is not null)
        {
            var page = await Systems.Get(systems.Trust, next);
            ids.AddRange(page["entry"]!.AsArray().Select(e => e!["resource"]!["id"]!.ToString()));
            page["total"]!.GetValue<int>().Should().Be(systems.Running.Population.KnownEverywhere.Prescribed.Count);
            next = page["link"]!.AsArray().FirstOrDefault(l => l!["relation"]!.ToString() == "next")?["url"]!.ToString();
        }

        ids.Should().HaveCount(systems.Running.Population.KnownEverywhere.Prescribed.Count).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_patient_is_found_by_NHS_number_alone()
    {
        var found = await Systems.Get(systems.Trust, $"r4/Patient?identifier=https://fhir.nhs.uk/Id/nhs-number|{Number}");
        var none = await Systems.Get(systems.Trust, $"r4/Patient?identifier=https://fhir.nhs.uk/Id/nhs-number|{systems.Running.Population.UnknownNhsNumber}");
        using var all = await systems.Trust.GetAsync("r4/Patient");

        found["entry"]!.AsArray().Should().ContainSingle();
        none["total"]!.GetValue<int>().Should().Be(0);
        none["entry"].Should().BeNull();
        all.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_is_written_is_found_and_changed_by_version()
    {
        var statement = new JsonObject
        {
            ["resourceType"] = "MedicationStatement",
            ["status"] = "active",
            ["medicationCodeableConcept"] = new JsonObject { ["text"] = "Thiamine" },
            ["subject"] = new JsonObject { ["identifier"] = new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/nhs-number", ["value"] = systems.Running.Population.TrustOnly.NhsNumber } },
        };
        using var created = await systems.Trust.PostAsync("r4/MedicationStatement", Systems.Body(statement.ToJsonString()));
        statement["id"] = (await Systems.Json(created))["id"]!.ToString();
        using var changed = await Put(statement, "W/\"1\"");
        using var stale = await Put(statement, "W/\"1\"");
        var found = await Systems.Get(systems.Trust, $"r4/MedicationStatement?patient.identifier=https://fhir.nhs.uk/Id/nhs-number|{systems.Running.Population.TrustOnly.NhsNumber}");

        created.StatusCode.Should().Be(HttpStatusCode.Created);
        created.Headers.Location!.ToString().Should().Be($"/r4/MedicationStatement/{statement["id"]}/_history/1");
        changed.Headers.ETag!.ToString().Should().Be("W/\"2\"");
        stale.StatusCode.Should().Be(HttpStatusCode.PreconditionFailed);
        found["entry"]!.AsArray().Select(e => e!["resource"]!["id"]!.ToString()).Should().Contain(statement["id"]!.ToString());
    }

    [Theory]
    [InlineData("GET", "r4/Observation/1", null, HttpStatusCode.NotFound)]
    [InlineData("GET", "r4/Patient/1", null, HttpStatusCode.NotFound)]
    [InlineData("POST", "r4/Condition", "{", HttpStatusCode.BadRequest)]
    [InlineData("POST", "r4/Condition", """{"resourceType":"Patient"}""", HttpStatusCode.BadRequest)]
    public async Task Refusals_are_operation_outcomes(string method, string path, string? body, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : Systems.Body(body) };
        using var response = await systems.Trust.SendAsync(request);

        response.StatusCode.Should().Be(status);
        (await Systems.Json(response))["resourceType"]!.ToString().Should().Be("OperationOutcome");
    }

    [Fact]
    public async Task The_capability_statement_names_the_version()
    {
        (await Systems.Get(systems.Trust, "r4/metadata"))["fhirVersion"]!.ToString().Should().Be("4.0.1");
    }

    private async Task<HttpResponseMessage> Put(JsonObject resource, string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"r4/MedicationStatement/{resource["id"]}") { Content = Systems.Body(resource.ToJsonString()) };
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await systems.Trust.SendAsync(request);
    }
}
