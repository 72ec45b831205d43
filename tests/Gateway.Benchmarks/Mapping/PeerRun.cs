using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gateway.Fhir.Json;

namespace Gateway.Benchmarks.Mapping;

/// <summary>Times the row → Patient job the way jsonata-peer.mjs times it in jsonata: JSON in, JSON out, one thread.</summary>
internal static class PeerRun
{
    private static readonly TimeSpan s_each = TimeSpan.FromSeconds(3);

    /// <summary>Prints rows a second for the map with JSON around it, then for the map alone and for the same by hand, and what came out.</summary>
    public static void Print()
    {
        var job = new PatientJob();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Rate(() => job.FromJsonToJson()):F0}\t{Rate(() => job.Mapped()):F0}\t{Rate(() => HandWrittenPatient.Of(job.Row)):F0}\t{Encoding.UTF8.GetString(FhirJson.ToUtf8(job.Mapped()))}"));
    }

    private static double Rate(Action work)
    {
        double rate = 0;
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var count = 0;
            var watch = Stopwatch.StartNew();
            for (; watch.Elapsed < s_each; count += 100)
                for (var i = 0; i < 100; i++)
                    work();
            rate = count / watch.Elapsed.TotalSeconds;
        }

        return rate;
    }
}
