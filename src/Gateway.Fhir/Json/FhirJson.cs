using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Json;

/// <summary>FHIR's JSON format (http://hl7.org/fhir/R4/json.html), both ways.</summary>
public static class FhirJson
{
    /// <summary>
    /// Reads one resource, or one instance of <paramref name="type"/> where it is given. The tree keeps <paramref name="utf8"/> itself,
    /// which must not change afterwards. Every fault is reported with its place; none is thrown.
    /// </summary>
    public static ReadResult Read(byte[] utf8, DefinitionSet? definitions = null, ReadOptions? options = null, TypeDefinition? type = null) =>
        Read(utf8, definitions, options, type, SourcePlaces.InText);

    /// <summary>The same for text that stood inside a longer one: the tree tells its places there, the faults theirs in <paramref name="utf8"/>.</summary>
    internal static ReadResult Read(byte[] utf8, DefinitionSet? definitions, ReadOptions? options, TypeDefinition? type, SourcePlaces places)
    {
        options ??= ReadOptions.Strict;
        var faults = new FaultList();
        if (utf8.Length > options.MaxBytes)
            faults.Add(new Fault(FaultKind.TooLong, $"The text has {utf8.Length} bytes; at most {options.MaxBytes} are read.", "", 0, 0));
        else if (!Utf8.IsValid(utf8))
            faults.Add(InvalidUtf8(utf8));
        else if (utf8.AsSpan().StartsWith("\uFEFF"u8))
            faults.Add(new Fault(FaultKind.Structure, "The text starts with a byte order mark, which JSON does not have.", "", 1, 1, options.IsTolerant));
        if (faults.HasErrors)
            return new ReadResult(default, faults.ToList());
        if (faults.Count > 0)
            utf8 = utf8[3..];

        using var builder = new TreeBuilder(utf8.Length / 24);
        try
        {
            var reader = new JsonTreeReader(utf8, definitions ?? DefinitionSet.R4, options, builder, faults);
            if (reader.ReadRoot(type) && !faults.HasErrors)
                return new ReadResult(new ElementTree(utf8, builder.ToNodes(), [], places).Root, faults.ToList(utf8));
        }
        catch (JsonException e)
        {
            var (message, offset) = JsonBreak.Of(e, utf8);
            faults.Add(new Fault(FaultKind.Structure, message, "", 0, 0), offset);
        }

        return new ReadResult(default, faults.ToList(utf8));
    }

    /// <summary>Writes the element as JSON: a resource with its resourceType, a primitive as its bare value.</summary>
    public static void Write(Element element, IBufferWriter<byte> output, bool isIndented = false)
    {
        using var writer = new JsonTreeWriter(output, isIndented);
        writer.WriteRoot(element);
    }

    /// <summary>The element as UTF-8 JSON.</summary>
    public static byte[] ToUtf8(Element element, bool isIndented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(element, buffer, isIndented);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The element as a JSON string.</summary>
    public static string ToText(Element element, bool isIndented = false) => Encoding.UTF8.GetString(ToUtf8(element, isIndented));

    internal static Fault InvalidUtf8(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var used) == OperationStatus.Done)
            at += used;
        var (line, column) = new TextPlaces().At(bytes, at);
        return new Fault(FaultKind.Structure, "The text is not UTF-8.", "", line, column);
    }
}
