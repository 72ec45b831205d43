using BenchmarkDotNet.Attributes;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;

namespace Gateway.Benchmarks.FhirPath;

/// <summary>A compiled expression against one that is compiled for each evaluation, and against looking the cache up each time.</summary>
[MemoryDiagnoser]
public class Evaluation
{
    private const string Expression = "Patient.telecom.where(system='phone' and use='mobile').value.first()";
    private readonly PathCache _cache = new(PathOptions.Default);
    private Element _patient;
    private CompiledPath _path = null!;

    [GlobalSetup]
    public void Setup()
    {
        _patient = Samples.Read(Samples.Patient);
        _path = CompiledPath.Compile(Expression, new PathOptions { Context = _patient.Type }).Path!;
    }

    [Benchmark(Baseline = true)]
    public int Compiled() => _path.Evaluate(_patient).Values.Count;

    [Benchmark]
    public int FromCache() => _cache.Get(Expression, _patient.Type).Path!.Evaluate(_patient).Values.Count;

    [Benchmark]
    public int CompiledEachTime() => CompiledPath.Compile(Expression, new PathOptions { Context = _patient.Type }).Path!.Evaluate(_patient).Values.Count;
}
