using System.Text;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Access.Tests.Redaction;

/// <summary>Resources for tests of what police see.</summary>
internal static class Samples
{
    public static string Folder { get; } = Path.Combine(TestFolders.Repository, "tests", "Gateway.Access.Tests", "Redaction", "cases");

    public static string MapCase(string map, string file) => Path.Combine(TestFolders.Repository, "mappings", "custody", "cases", map, file);

    /// <summary>One resource of each kind that police see something of, with what it needs to be seen.</summary>
    public static IReadOnlyDictionary<string, string> Seen { get; } = new Dictionary<string, string>
    {
        ["Fitness"] = """
            {"resourceType":"Observation","id":"o1","status":"final","code":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/custody-assessment","code":"fit-to-detain"}]},
            "subject":{"reference":"Patient/p1"},"valueCodeableConcept":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/fitness-decision","code":"fit-with-conditions"}]},
            "component":[{"code":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/custody-assessment","code":"condition"}]},"valueString":"Wake every 30 minutes"},
            {"code":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/custody-assessment","code":"review-by"}]},"valueDateTime":"2026-07-04T06:30:00Z"}]}
            """,
        ["Watch"] = """
            {"resourceType":"Observation","id":"o2","status":"final","code":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/custody-assessment","code":"observation-level"}]},
            "subject":{"reference":"Patient/p1"},"valueCodeableConcept":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/observation-level","code":"constant"}]}}
            """,
        ["Flag"] = """
            {"resourceType":"Flag","id":"f1","status":"active","code":{"coding":[{"system":"http://snomed.info/sct","code":"84757009"}]},"subject":{"reference":"Patient/p1"}}
            """,
        ["MedicationRequest"] = """
            {"resourceType":"MedicationRequest","id":"m1","status":"active","intent":"order","medicationCodeableConcept":{"coding":[{"system":"https://dmd.nhs.uk","code":"321197008","display":"Diazepam 5mg tablets"}]},
            "subject":{"reference":"Patient/p1"},"dosageInstruction":[{"text":"one tablet","timing":{"event":["2026-07-04T05:00:00Z"]},"asNeededBoolean":false,"doseAndRate":[{"doseQuantity":{"value":5,"unit":"mg"}}]}]}
            """,
        ["Task"] = """
            {"resourceType":"Task","id":"t1","identifier":[{"system":"https://health-justice.example/id/health-request","value":"HCR-1"}],"status":"rejected","intent":"order","focus":{"reference":"ServiceRequest/s1"},"for":{"reference":"Patient/p1"},
            "statusReason":{"coding":[{"system":"https://fhir.nhs.uk/CodeSystem/rejected-reasons-bars","code":"22"}]},"restriction":{"period":{"end":"2026-07-04T03:17:00+01:00"}}}
            """,
        ["ServiceRequest"] = """
            {"resourceType":"ServiceRequest","id":"s1","identifier":[{"system":"https://health-justice.example/id/health-request","value":"HCR-1"}],"status":"active","intent":"order","subject":{"reference":"Patient/p1"},"performer":[{"reference":"Organization/g1"}]}
            """,
        ["Encounter"] = """
            {"resourceType":"Encounter","id":"e1","identifier":[{"system":"https://health-justice.example/id/custody-number","value":"42CP/2026/004001"}],"status":"in-progress","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"FLD"},"subject":{"reference":"Patient/p1"},"period":{"start":"2026-07-04T01:40:00+01:00"}}
            """,
        ["Patient"] = """
            {"resourceType":"Patient","id":"p1","identifier":[{"system":"https://health-justice.example/id/pnc","value":"2014/0123456D"}],"name":[{"use":"official","family":"Marlowe-Finch","given":["Tobias"]}],"birthDate":"1993-11-30"}
            """,
        ["Organization"] = """
            {"resourceType":"Organization","id":"g1","identifier":[{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"R1L"}],"name":"A trust"}
            """,
        ["Location"] = """
            {"resourceType":"Location","id":"l1","identifier":[{"system":"https://health-justice.example/id/custody-suite","value":"42CP"}],"status":"active","name":"Hylands Park custody suite","mode":"instance"}
            """,
        ["OperationOutcome"] = """
            {"resourceType":"OperationOutcome","id":"c1","issue":[{"severity":"warning","code":"timeout"}]}
            """,
        ["Parameters"] = """
            {"resourceType":"Parameters","id":"x1","parameter":[{"name":"flag","resource":{"resourceType":"Flag","id":"f1","status":"active","code":{"coding":[{"system":"http://snomed.info/sct","code":"84757009"}]},"subject":{"reference":"Patient/p1"}}}]}
            """,
        ["Bundle"] = """
            {"resourceType":"Bundle","id":"b1","type":"history","link":[{"relation":"self","url":"https://gateway.test/fhir/Flag"}],"entry":[{"fullUrl":"https://gateway.test/fhir/Flag/f1","request":{"method":"PUT","url":"Flag/f1"},"response":{"status":"200"},"resource":{"resourceType":"Flag","id":"f1","status":"active","code":{"coding":[{"system":"http://snomed.info/sct","code":"84757009"}]},"subject":{"reference":"Patient/p1"}}}]}
            """,
    };

    public static Element Read(string json)
    {
        var read = FhirJson.Read(Encoding.UTF8.GetBytes(json));
        read.Faults.Should().BeEmpty();
        return read.Root;
    }

    public static string Text(Element? element) => element is { } seen ? FhirJson.ToText(seen) : "nothing";
}
