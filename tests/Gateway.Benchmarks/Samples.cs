using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Benchmarks;

/// <summary>The content that is measured: a UK Core style Patient of about 4 kB, and Bundles made of it.</summary>
internal static class Samples
{
    /// <summary>The Patient without indentation.</summary>
    public static byte[] Patient { get; } = FhirJson.ToUtf8(Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "patient.json"))));

    /// <summary>A collection of that many Patients.</summary>
    public static byte[] Bundle(int count)
    {
        var text = new StringBuilder("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[");
        var patient = Encoding.UTF8.GetString(Patient);
        for (var i = 0; i < count; i++)
            text.Append(i == 0 ? "" : ",").Append("{\"fullUrl\":\"urn:uuid:00000000-0000-4000-8000-").Append(i.ToString("D12", System.Globalization.CultureInfo.InvariantCulture)).Append("\",\"resource\":").Append(patient).Append('}');
        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }

    public static Element Read(byte[] json)
    {
        var read = FhirJson.Read(json);
        return read.IsRead ? read.Root : throw new InvalidOperationException(read.Faults[0].ToString());
    }
}
