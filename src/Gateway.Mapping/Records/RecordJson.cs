using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Fhir.Elements;
using Gateway.Mapping.Records.Json;

namespace Gateway.Mapping.Records;

/// <summary>Writes records as JSON, as sources have it: no resourceType, numbers and booleans bare, the order of the definition.</summary>
public static class RecordJson
{
    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonWriterOptions s_indented = s_compact with { Indented = true, NewLine = "\n" };

    /// <summary>Writes an instance of a logical model. FHIR resources have a format of their own (<see cref="Gateway.Fhir.Json.FhirJson"/>).</summary>
    public static void Write(Element record, IBufferWriter<byte> output, bool isIndented = false)
    {
        using var json = new Utf8JsonWriter(output, isIndented ? s_indented : s_compact);
        new JsonRecordWriter(json).Write(record);
    }

    /// <summary>The record as UTF-8 JSON.</summary>
    public static byte[] ToUtf8(Element record, bool isIndented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(record, buffer, isIndented);
        return buffer.WrittenSpan.ToArray();
    }
}
