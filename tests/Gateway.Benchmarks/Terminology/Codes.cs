using System.Collections.Frozen;
using BenchmarkDotNet.Attributes;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;

namespace Gateway.Benchmarks.Terminology;

/// <summary>Whether a required binding has a code, as every source answer is asked, against looking the code up in a set of strings.</summary>
[MemoryDiagnoser]
public class Codes
{
    private const string Status = "http://hl7.org/fhir/ValueSet/observation-status|4.0.1";
    private const string Relationship = "http://terminology.hl7.org/ValueSet/v3-PersonalRelationshipRoleType";
    private readonly FrozenSet<string> _codes = new[] { "registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown" }.ToFrozenSet(StringComparer.Ordinal);
    private readonly Element _status = Samples.Read("""{"resourceType":"Observation","status":"final","code":{"text":"x"}}"""u8.ToArray())["status"].First();

    [GlobalSetup]
    public void Setup()
    {
        if (!SetOfStrings() || CodeOfAnElement() != Membership.Yes || FilteredSet() != Membership.Yes)
            throw new InvalidOperationException("The codes are not found.");
    }

    [Benchmark(Baseline = true)]
    public bool SetOfStrings() => _codes.Contains(_status.Text!);

    [Benchmark]
    public Membership CodeOfAnElement() => TerminologySet.R4.IsMember(Status, _status);

    [Benchmark]
    public Membership FilteredSet() => TerminologySet.R4.IsMember(Relationship, "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "MTH");

    [Benchmark]
    public int Expand() => TerminologySet.R4.Expand(Relationship).Total;
}
