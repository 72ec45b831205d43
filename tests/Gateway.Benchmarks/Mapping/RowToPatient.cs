using BenchmarkDotNet.Attributes;
using Gateway.Fhir.Elements;

namespace Gateway.Benchmarks.Mapping;

/// <summary>A compiled map against the same mapping by hand in C#, both on the same tree; then with reading and writing around it.</summary>
[MemoryDiagnoser]
public class RowToPatient
{
    private readonly PatientJob _job = new();

    [Benchmark(Baseline = true)]
    public Element ByHand() => HandWrittenPatient.Of(_job.Row);

    [Benchmark]
    public Element Mapped() => _job.Mapped();

    [Benchmark]
    public int JsonToJson() => _job.FromJsonToJson();
}
