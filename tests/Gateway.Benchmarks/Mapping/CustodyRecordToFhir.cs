using BenchmarkDotNet.Attributes;
using Gateway.Fhir.Elements;

namespace Gateway.Benchmarks.Mapping;

/// <summary>The map of the custody record against the same mapping by hand in C#, both on the same tree.</summary>
[MemoryDiagnoser]
public class CustodyRecordToFhir
{
    private CustodyJob _job = null!;

    /// <summary>Fails unless both give the same.</summary>
    [GlobalSetup]
    public void Setup() => _job = new CustodyJob();

    [Benchmark(Baseline = true)]
    public Element ByHand() => _job.ByHand();

    [Benchmark]
    public Element Mapped() => _job.Mapped();
}
