using BenchmarkDotNet.Attributes;
using Gateway.Access.Redaction;
using Gateway.Benchmarks.Mapping;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Validation;

namespace Gateway.Benchmarks.Access;

/// <summary>What it costs to show a resource by a projection, and to take single elements out of it, beside writing it as JSON; what of that checks the result by the standard's rules.</summary>
[MemoryDiagnoser]
public class Showing
{
    private Element _fitness;
    private Element _statement;
    private Element _seen;
    private Projection _custody = null!;
    private Projection _context = null!;

    [GlobalSetup]
    public void Load()
    {
        var faults = new List<string>();
        var all = ProjectionSet.Load(Path.Combine(RepositoryMaps.Folder("profiles").FullName, "projections"), faults);
        if (faults.Count > 0)
            throw new InvalidOperationException(faults[0]);
        (_custody, _context) = (all.Find("custody-actionable")!, all.Find("custody-context")!);
        _fitness = Samples.Read("""
            {"resourceType":"Observation","id":"o1","meta":{"lastUpdated":"2026-07-04T03:20:00Z","source":"https://case.test"},"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"survey","display":"Survey"}]}],
            "code":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/custody-assessment","code":"fit-to-detain","display":"Fitness to be detained"}]},"subject":{"reference":"Patient/p1"},"encounter":{"reference":"Encounter/e1"},
            "effectiveDateTime":"2026-07-04T03:05:00+01:00","performer":[{"type":"Organization","identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"R1L"},"display":"A trust"}],
            "valueCodeableConcept":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/fitness-decision","code":"fit-with-conditions","display":"Fit with conditions"}]},
            "component":[{"code":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/custody-assessment","code":"condition"}]},"valueString":"Wake every 30 minutes"}]}
            """u8.ToArray());
        _statement = Samples.Read("""
            {"resourceType":"MedicationStatement","id":"m1","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">Sertraline</div>"},"status":"active","medicationCodeableConcept":{"coding":[{"system":"https://dmd.nhs.uk","code":"39704111000001102","display":"Sertraline 50mg tablets"}]},
            "subject":{"reference":"Patient/p1"},"effectivePeriod":{"start":"2025-09-01"},"dateAsserted":"2025-12-01","informationSource":{"reference":"Organization/o1"},"reasonCode":[{"coding":[{"system":"http://snomed.info/sct","code":"35489007","display":"Depressive disorder"}]}],
            "note":[{"text":"Review in six months"}],"dosage":[{"text":"One to be taken each day"}]}
            """u8.ToArray());
        _seen = _custody.Apply(_fitness)!.Resource;
    }

    [Benchmark(Baseline = true, Description = "write as JSON")]
    public int Write() => FhirJson.ToUtf8(_fitness).Length;

    [Benchmark(Description = "show fitness to custody")]
    public Projected? ShowCustody() => _custody.Apply(_fitness);

    [Benchmark(Description = "show fitness to the trust")]
    public Projected? ShowTrust() => _context.Apply(_fitness);

    [Benchmark(Description = "withhold a medicine from custody")]
    public Projected? Withhold() => _custody.Apply(_statement);

    [Benchmark(Description = "check what custody is shown by the standard's rules")]
    public int Check() => BaseRules.Errors(_seen).Count;

    [Benchmark(Description = "take out a reason")]
    public Projected? TakeOut() => Redactor.Without(_statement, ["MedicationStatement.reasonCode[0]"]);

    [Benchmark(Description = "take out nothing")]
    public Projected? TakeNothing() => Redactor.Without(_statement, []);
}
