using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Xml;
using Gateway.Mapping.Records.Xml;

namespace Gateway.Mapping.Records;

/// <summary>Writes records as XML: in the namespace that the model names, attributes and texts where it says so, the order of the definition.</summary>
public static class RecordXml
{
    /// <summary>
    /// Writes an instance of a logical model. An element says its type (xsi:type) where that is not the one its definition declares. False where the
    /// record holds what XML cannot, such as a control character; what reached <paramref name="output"/> is then of no use.
    /// </summary>
    public static bool TryWrite(Element record, IBufferWriter<byte> output, [NotNullWhen(false)] out Fault? fault, bool isIndented = false)
    {
        var writer = new XmlRecordWriter(output, isIndented);
        writer.WriteRoot(record);
        fault = writer.Fault;
        return fault is null;
    }

    /// <summary>Writes the record as XML.</summary>
    /// <exception cref="XmlContentException">The record holds what XML cannot.</exception>
    public static void Write(Element record, IBufferWriter<byte> output, bool isIndented = false)
    {
        if (!TryWrite(record, output, out var fault, isIndented))
            throw new XmlContentException(fault);
    }

    /// <summary>The record as UTF-8 XML.</summary>
    /// <exception cref="XmlContentException">The record holds what XML cannot.</exception>
    public static byte[] ToUtf8(Element record, bool isIndented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(record, buffer, isIndented);
        return buffer.WrittenSpan.ToArray();
    }
}
