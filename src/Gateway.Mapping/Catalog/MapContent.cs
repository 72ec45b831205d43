using System.Text;
using System.Text.Unicode;
using Gateway.Fhir;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Catalog;

/// <summary>Reads a map from bytes, told apart by what they hold: a StructureMap in JSON or XML, or text.</summary>
public static class MapContent
{
    /// <summary>The map, or all of its faults; none is thrown.</summary>
    public static MapReading Read(byte[] bytes)
    {
        // HL7's own tools write a byte order mark, also before JSON.
        if (bytes.AsSpan().StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        var start = bytes.AsSpan().TrimStart(" \t\r\n"u8);
        if (!start.IsEmpty && start[0] is (byte)'{' or (byte)'<')
        {
            var read = FhirContent.Read(bytes);
            return !read.IsRead ? MapReading.Refused(read.Faults)
                : read.Root.Type.Name != "StructureMap" ? MapReading.Refused([new Fault(FaultKind.Structure, "The resource is no StructureMap.", "", 1, 1)])
                : MapResource.Read(read.Root);
        }

        return Utf8.IsValid(bytes)
            ? MapText.Read(Encoding.UTF8.GetString(bytes))
            : MapReading.Refused([new Fault(FaultKind.Structure, "The text is not UTF-8.", "", 0, 0)]);
    }
}
