using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Gateway.Benchmarks;
using Gateway.Benchmarks.FhirPath;

if (args is ["fhirpath-peer"])
{
    PeerRun.Print();
    return;
}

if (args is ["mapping-peer"])
{
    Gateway.Benchmarks.Mapping.PeerRun.Print();
    return;
}

if (args is ["validation-peer", var resource, var definition])
{
    Gateway.Benchmarks.Validation.PeerRun.Print(resource, definition);
    return;
}

if (args is ["catalog-load"])
{
    Gateway.Benchmarks.Mapping.CatalogLoad.Print();
    return;
}

if (args is ["map-rates", ..])
{
    Gateway.Benchmarks.Mapping.MapRates.Print(args is [_, var seconds] ? double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture) : 3);
    return;
}

if (args is ["ledger-rates", ..])
{
    await Gateway.Benchmarks.Ledger.LedgerRates.PrintAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
    return;
}

if (args is ["service-rates", ..])
{
    await Gateway.Benchmarks.Ledger.ServiceRates.PrintAsync(args is [_, var time] ? int.Parse(time, System.Globalization.CultureInfo.InvariantCulture) : 10);
    return;
}

if (args is ["federation-sources"])
{
    await Gateway.Benchmarks.Federation.StandInTrusts.RunAsync();
    return;
}

if (args is ["federation-gateway", .. var settings])
{
    await Gateway.Benchmarks.Federation.BareSearch.RunAsync(settings);
    return;
}

if (args is ["access-rates", ..])
{
    await Gateway.Benchmarks.Federation.AccessRates.PrintAsync(args is [_, var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 300);
    return;
}

if (args is ["proxy-peer", var peer, var upstream])
{
    await Gateway.Benchmarks.Proxy.ProxyPeers.RunAsync(peer, new Uri(upstream));
    return;
}

if (args is ["start-rates", ..])
{
    await Gateway.Benchmarks.Starting.StartRates.PrintAsync(args is [_, var published] ? Path.GetFullPath(published) : "Gateway.dll");
    return;
}

if (args is ["proxy-rates", ..])
{
    await Gateway.Benchmarks.Proxy.ProxyRates.PrintAsync(args is [_, var duration] ? double.Parse(duration, System.Globalization.CultureInfo.InvariantCulture) : 5);
    return;
}

if (args is ["federation-rates", ..])
{
    double Given(string name, double usual) => Array.IndexOf(args, name) is > 0 and var at ? double.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture) : usual;
    await Gateway.Benchmarks.Federation.FederationRates.PrintAsync((int)Given("--turns", 300), Given("--minutes", 1));
    return;
}

// In this process: a project made on the fly would not restore under the repository's pinned packages.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithIterationCount(12).WithWarmupCount(4).WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(Samples).Assembly).Run(args, config);
