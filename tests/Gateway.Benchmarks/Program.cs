using BenchmarkDotNet.Running;
using Gateway.Benchmarks;
using Gateway.Benchmarks.FhirPath;

if (args is ["fhirpath-peer"])
    PeerRun.Print();
else
    BenchmarkSwitcher.FromAssembly(typeof(Samples).Assembly).Run(args);
