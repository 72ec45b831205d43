using System.Globalization;
using System.Text;
using Gateway.Fhir.Json;

namespace Gateway.Benchmarks.Mapping;

/// <summary>Times the row → Patient job the way jsonata-peer.mjs times it in jsonata: JSON in, JSON out, one thread.</summary>
internal static class PeerRun
{
    /// <summary>Prints rows a second for the map with JSON around it, then for the map alone and for the same by hand, and what came out.</summary>
    public static void Print()
    {
        var job = new PatientJob();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{WorkRate.Of(() => job.FromJsonToJson(), 2):F0}\t{WorkRate.Of(() => job.Mapped(), 2):F0}\t{WorkRate.Of(() => HandWrittenPatient.Of(job.Row), 2):F0}\t{Encoding.UTF8.GetString(FhirJson.ToUtf8(job.Mapped()))}"));
    }
}
