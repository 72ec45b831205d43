using BenchmarkDotNet.Attributes;
using Gateway.Fhir.Elements;

namespace Gateway.Benchmarks.Mapping;

/// <summary>The map of GP Connect's record (STU3 to R4) on a Bundle of 1 MB against the same mapping by hand in C#, both on the same tree; then with reading and writing around it.</summary>
[MemoryDiagnoser]
public class GpConnectBundleToFhir
{
    private GpConnectJob _job = null!;

    /// <summary>Fails unless both give the same.</summary>
    [GlobalSetup]
    public void Setup() => _job = new GpConnectJob();

    [Benchmark(Baseline = true)]
    public Element ByHand() => _job.ByHand();

    [Benchmark]
    public Element Mapped() => _job.Mapped();

    [Benchmark]
    public int JsonToJson() => _job.FromJsonToJson();
}
