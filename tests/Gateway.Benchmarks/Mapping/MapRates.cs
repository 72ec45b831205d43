using System.Diagnostics;
using System.Globalization;
using Gateway.Fhir.Elements;

namespace Gateway.Benchmarks.Mapping;

/// <summary>Times the maps and the same by hand in turns, one thread each: for numbers a second and ratios that a benchmark's table does not give.</summary>
internal static class MapRates
{
    private const int Rounds = 3;

    public static void Print(double seconds)
    {
        var custody = new CustodyJob();
        Compare("custody records", custody.ByHand, custody.Mapped, 1, "records/s", 100, seconds);
        var gp = new GpConnectJob();
        Compare("GP Connect bundle", gp.ByHand, gp.Mapped, gp.Json.Length / 1e6, "MB/s", 1, seconds);
    }

    private static void Compare(string name, Func<Element> byHand, Func<Element> mapped, double amount, string unit, int batch, double seconds)
    {
        Rate(byHand, batch, seconds);
        Rate(mapped, batch, seconds);
        for (var round = 1; round <= Rounds; round++)
        {
            var (hand, handBytes) = Rate(byHand, batch, seconds);
            var (map, mapBytes) = Rate(mapped, batch, seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}, round {round}: by hand {hand * amount:F1} {unit}, map {map * amount:F1} {unit}, ratio {map / hand:F2}; {handBytes / 1e3:F1} kB and {mapBytes / 1e3:F1} kB allocated, ratio {mapBytes / handBytes:F2}"));
        }
    }

    private static (double Rate, double Bytes) Rate(Func<Element> work, int batch, double seconds)
    {
        var count = 0;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        for (; watch.Elapsed.TotalSeconds < seconds; count += batch)
            for (var i = 0; i < batch; i++)
                work();
        return (count / watch.Elapsed.TotalSeconds, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)count);
    }
}
