using System.Buffers;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Xml;

namespace Gateway.Commands.Mapping;

/// <summary>Writes what a map made, in the format of its model.</summary>
internal static class MapOutput
{
    public static ReadOnlyMemory<byte> Write(Element root, string format)
    {
        var buffer = new ArrayBufferWriter<byte>();
        if (format == "xml")
            FhirXml.Write(root, buffer, true);
        else
            FhirJson.Write(root, buffer, true);
        return buffer.WrittenMemory;
    }
}
