using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Gateway.Access;
using Gateway.Access.Consents;
using Gateway.Access.Decisions;
using Gateway.Access.Directories;
using Gateway.Access.Labels;
using Gateway.Access.Policies;
using Gateway.Benchmarks.Mapping;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Terminology;

namespace Gateway.Benchmarks.Access;

/// <summary>The decision and redaction of one resource, warm: ten consents of its patient, more than 200 rules of rows and codes; against reading the same resource as JSON.</summary>
[MemoryDiagnoser]
public class Decisions
{
    private static readonly byte[] s_statement = Encoding.UTF8.GetBytes("""
        {"resourceType":"MedicationStatement","id":"m1","meta":{"profile":["https://health-justice.example/fhir/StructureDefinition/medication-statement"],"source":"https://health-justice.example/sources/trust"},
         "identifier":[{"system":"https://trust.example/id","value":"4711"}],"status":"active","statusReason":[{"coding":[{"system":"urn:reason","code":"a","display":"a"}]}],
         "category":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/medication-statement-category","code":"community","display":"Community"}]},
         "medicationCodeableConcept":{"coding":[{"system":"https://dmd.nhs.uk","code":"321987003","display":"Citalopram 20mg tablets"},{"system":"http://read.info/readv2","code":"da91.","display":"Citalopram 20mg tablet"}],"text":"Citalopram 20mg tablets"},
         "subject":{"reference":"Patient/1","display":"Ann Other"},"context":{"reference":"Encounter/9"},"effectivePeriod":{"start":"2026-01-01","end":"2026-05-01"},"dateAsserted":"2026-01-02",
         "informationSource":{"reference":"Practitioner/3"},"reasonCode":[{"coding":[{"system":"http://snomed.info/sct","code":"231504006","display":"Mixed anxiety and depressive disorder"}]}],"note":[{"text":"as discussed"}],
         "dosage":[{"sequence":1,"text":"one tablet in the morning","timing":{"repeat":{"frequency":1,"period":1,"periodUnit":"d"}},"route":{"coding":[{"system":"http://snomed.info/sct","code":"26643006","display":"Oral route"}]},
           "doseAndRate":[{"doseQuantity":{"value":1,"unit":"tablet","system":"http://snomed.info/sct","code":"428673006"}}]}]}
        """);

    private static readonly byte[] s_fitness = Encoding.UTF8.GetBytes("""
        {"resourceType":"Observation","id":"f1","meta":{"source":"https://health-justice.example/sources/case-system"},"status":"final",
         "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"exam","display":"Exam"}]}],
         "code":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/custody-assessment","code":"fit-to-detain","display":"Fit to be detained"}]},
         "subject":{"reference":"Patient/1"},"encounter":{"reference":"Encounter/9"},"effectiveDateTime":"2026-05-30T10:00:00Z","performer":[{"reference":"Practitioner/3","display":"Nurse"}],
         "valueCodeableConcept":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/fitness-decision","code":"fit-with-conditions","display":"Fit with conditions"}]},"note":[{"text":"clinical words"}],
         "component":[{"code":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/custody-assessment","code":"condition"}]},"valueString":"look in every hour"}]}
        """);

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { PreferredObjectCreationHandling = System.Text.Json.Serialization.JsonObjectCreationHandling.Populate };
    private static readonly DataOrigin s_origin = new("trust", "trust", "R1L");
    private Element _statement;
    private Element _fitness;
    private AccessSession _clinician = null!;
    private AccessSession _officer = null!;
    private PersonConsents _consents = null!;

    [GlobalSetup]
    public void Load()
    {
        (_statement, _fitness) = (FhirJson.Read(s_statement).Root, FhirJson.Read(s_fitness).Root);
        var profiles = RepositoryMaps.Folder("profiles").FullName;
        var terminology = TerminologySet.R4.With(Directory.EnumerateFiles(Path.Combine(profiles, "codesystems"), "*.json").Select(f => FhirJson.Read(File.ReadAllBytes(f)).Root));
        using var area = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Areas", "essex.json")));
        var access = area.RootElement.GetProperty("access").Deserialize<AreaAccess>(s_json)!;
        // As many more rows as make two hundred, between others.
        var policies = AccessPolicies.Load(profiles, access with { Agreements = [.. access.Agreements, .. Enumerable.Range(0, 170).Select(i => new AreaAgreement { Rows = ["trust-clinician-care"], Controllers = [$"C{i}"], Recipients = ["R1L"] })] }, terminology);
        var directory = new PartyDirectory(s_parties.Select(Resource));
        var request = new AccessRequest
        {
            Actors = [new PartyReference("PractitionerRole/role", null)],
            Purpose = new Coded(CodeSystems.ActReason, "TREAT"),
            Recipient = "trust-clinician",
            Organization = "R1L",
            User = "nurse",
            Time = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero),
        };
        _clinician = new AccessSession(policies, directory, request, TimeZoneInfo.Utc);
        _officer = new AccessSession(policies, directory, request with { Recipient = "custody-officer", Organization = "42", Purpose = new Coded(CodeSystems.PurposeOfUse, "custody-care") }, TimeZoneInfo.Utc);
        var person = new HashSet<string> { "Patient/1", "Patient/2", "Patient/3" };
        _consents = new PersonConsents([.. s_provisions.Select((p, i) => (ConsentReader.Read(Resource(Consent(i, p)), TimeZoneInfo.Utc), (IReadOnlySet<string>)person))]);
        if (Decide_and_show_whole().Shown is null || Decide_and_project().Shown is null || _clinician.Decide(_statement, s_origin, _consents).Consents.Count == 0)
            throw new InvalidOperationException("What is measured is to be a decision that shows something.");
        Warm();
    }

    // Warm is compiled as it stays. What is first run a few thousand times only, on a machine that is busy elsewhere, is measured half compiled.
    private void Warm()
    {
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 20_000; i++)
            {
                Decide_and_show_whole();
                Decide_and_project();
                Decide_without_consents();
                Project_and_label();
            }

            Thread.Sleep(500);
        }
    }

    [Benchmark(Baseline = true)]
    public int Read_as_JSON()
    {
        using var document = JsonDocument.Parse(s_statement);
        return document.RootElement.GetPropertyCount();
    }

    [Benchmark]
    public Decided Decide_and_show_whole() => _clinician.Decide(_statement, s_origin, _consents);

    [Benchmark]
    public Decided Decide_and_project() => _officer.Decide(_fitness, s_origin, _consents);

    [Benchmark]
    public Element Project_and_label()
    {
        var decided = Decide_and_project();
        var draft = decided.Shown!.Value.Edit();
        ShownLabels.Write(draft, decided.Shown!.Value, _officer.LabelsOf(decided.Shown!.Value, decided));
        return draft.Build();
    }

    [Benchmark]
    public Decided Decide_without_consents() => _clinician.Decide(_statement, s_origin, PersonConsents.None);

    // Permissions and refusals of every kind of condition; none that refuses this.
    private static readonly string[] s_provisions =
    [
        """{"type":"permit"}""",
        """{"type":"permit","provision":[{"type":"deny","securityLabel":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"HIV"}]}]}""",
        """{"type":"permit","provision":[{"type":"deny","actor":[{"role":{"coding":[{"code":"IRCP"}]},"reference":{"reference":"Organization/elsewhere"}}]}]}""",
        """{"type":"permit","provision":[{"type":"deny","purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"HRESCH"}]}]}""",
        """{"type":"permit","provision":[{"type":"deny","class":[{"system":"http://hl7.org/fhir/resource-types","code":"DocumentReference"}]}]}""",
        """{"type":"permit","provision":[{"type":"deny","code":[{"coding":[{"system":"http://snomed.info/sct","code":"1"}]}]}]}""",
        """{"type":"permit","provision":[{"type":"deny","dataPeriod":{"end":"2019-12-31"}}]}""",
        """{"type":"deny","actor":[{"role":{"coding":[{"code":"IRCP"}]},"reference":{"reference":"Organization/elsewhere"}}],"provision":[{"type":"permit","actor":[{"role":{"coding":[{"code":"IRCP"}]},"reference":{"reference":"Practitioner/nurse"}}]}]}""",
        """{"type":"permit","actor":[{"role":{"coding":[{"code":"IRCP"}]},"reference":{"reference":"Organization/trust"}}],"securityLabel":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]}""",
        """{"type":"permit","period":{"start":"2020","end":"2030"},"provision":[{"type":"deny","data":[{"meaning":"instance","reference":{"reference":"Observation/other"}}]}]}""",
    ];

    private static readonly string[] s_parties =
    [
        """{"resourceType":"Practitioner","id":"nurse"}""",
        """{"resourceType":"Organization","id":"trust"}""",
        """{"resourceType":"Organization","id":"elsewhere"}""",
        """{"resourceType":"PractitionerRole","id":"role","practitioner":{"reference":"Practitioner/nurse"},"organization":{"reference":"Organization/trust"}}""",
    ];

    private static string Consent(int number, string provision) =>
        $$"""{"resourceType":"Consent","id":"c{{number}}","meta":{"versionId":"1"},"status":"active","scope":{"coding":[{"code":"patient-privacy"}]},"category":[{"text":"x"}],"patient":{"reference":"Patient/1"},"provision":{{provision}} }""";

    private static Element Resource(string json) => FhirJson.Read(Encoding.UTF8.GetBytes(json)).Root;
}
