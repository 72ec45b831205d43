using System.Security.Cryptography;
using System.Text;
using Gateway.Federation.Ids;
using Gateway.Federation.Records;
using Gateway.Fhir.Json;
using Gateway.Sources;

namespace Gateway.Tests.Federation;

public sealed class RecordResourcesTests
{
    private const string Person = "https://health-justice.example/id/case-system/person";
    private static readonly SourceProfile s_profile = new()
    {
        Name = "case-system",
        Title = "Case system",
        Organization = "R1L",
        Number = 1,
        Types = new HashSet<string> { "Patient", "MedicationStatement" },
        PersonSystems = [Person],
        Locate = (system, value) => system == Person ? $"p{value}" : null,
        Uri = new Uri("https://health-justice.example/sources/case-system"),
    };

    private readonly RecordResources _resources = new(new GatewayIds(SHA256.HashData("a key"u8)), []);

    [Fact]
    public void References_by_number_lead_to_the_record_that_bears_it()
    {
        var patient = Of("pP-1", $$"""{"resourceType":"Patient","identifier":[{"system":"{{Person}}","value":"P-1"}]}""").Single();
        var statement = Of("mM-7", $$$$"""{"resourceType":"MedicationStatement","status":"active","medicationCodeableConcept":{"text":"x"},"subject":{"type":"Patient","identifier":{"system":"{{{{Person}}}}","value":"P-1"}}}""").Single();
        statement.Resource["subject"].Single().ChildText("reference").Should().Be(patient.Address);
    }

    [Fact]
    public void A_statement_keeps_its_id_when_others_come_and_go()
    {
        string Statement(string medicine, string status) => $$$"""{"resourceType":"MedicationStatement","status":"{{{status}}}","medicationCodeableConcept":{"text":"{{{medicine}}}"},"subject":{"display":"x"}}""";
        var before = Of("g1", Statement("sertraline", "active"), Statement("diazepam", "active"), Statement("diazepam", "stopped"));
        var after = Of("g1", Statement("methadone", "active"), Statement("sertraline", "stopped"), Statement("diazepam", "active"), Statement("diazepam", "stopped"));
        before.Select(r => r.Id).Should().OnlyHaveUniqueItems();
        after.Skip(1).Select(r => r.Id).Should().Equal(before.Select(r => r.Id));
        Of("g2", Statement("sertraline", "active")).Single().Id.Should().NotBe(before[0].Id);
    }

    [Fact]
    public void References_inside_the_record_follow_and_those_that_lead_nowhere_are_taken_out()
    {
        var made = Of("g1", """{"resourceType":"Patient","id":"own"}""", """{"resourceType":"MedicationStatement","id":"m","status":"active","medicationCodeableConcept":{"text":"x"},"subject":{"reference":"Patient/own"},"context":{"reference":"https://inner.example/Encounter/9"},"informationSource":{"reference":"Practitioner/unknown","display":"Dr Who"}}""");
        made[0].Id.Should().NotBe("own");
        var statement = made[1].Resource;
        statement["subject"].Single().ChildText("reference").Should().Be(made[0].Address);
        FhirJson.ToText(statement).Should().NotContain("inner.example").And.NotContain("Practitioner/unknown").And.Contain("Dr Who");
    }

    [Fact]
    public void The_record_s_name_does_not_leave_in_the_source() =>
        FhirJson.ToText(Of("g9990001006", """{"resourceType":"Patient","meta":{"source":"https://health-justice.example/sources/trust#9990001006"}}""").Single().Resource)
            .Should().Contain("https://health-justice.example/sources/trust").And.NotContain("9990001006");

    private IReadOnlyList<RecordResource> Of(string locator, params string[] resources)
    {
        var json = $$"""{"resourceType":"Bundle","type":"collection","entry":[{{string.Join(',', resources.Select(r => $$"""{"resource":{{r}}}"""))}}]}""";
        return _resources.Of(s_profile, new SourceRecord { Locator = locator, Bundle = FhirJson.Read(Encoding.UTF8.GetBytes(json)).Root });
    }
}
