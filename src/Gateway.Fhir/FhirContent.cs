using System.Buffers;
using System.Text.Unicode;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Xml;

namespace Gateway.Fhir;

/// <summary>Reads content whose format is not told: its first character says whether it is JSON or XML, whatever a file name claims.</summary>
public static class FhirContent
{
    /// <summary>Reads as <see cref="FhirJson.Read"/> or <see cref="FhirXml.Read"/> do; a fault says so when the text can be neither.</summary>
    public static ReadResult Read(byte[] utf8, DefinitionSet? definitions = null, ReadOptions? options = null, TypeDefinition? type = null)
    {
        var start = utf8.AsSpan();
        if (start.StartsWith("\uFEFF"u8))
            start = start[3..];
        start = start.TrimStart(" \t\r\n"u8);
        return (start.IsEmpty ? 0 : start[0]) switch
        {
            (byte)'{' => FhirJson.Read(utf8, definitions, options, type),
            (byte)'<' => FhirXml.Read(utf8, definitions, options, type),
            _ => ReadResult.Refused(Neither(utf8, start.IsEmpty)),
        };
    }

    /// <summary>Reads what a pipe has gathered.</summary>
    public static ReadResult Read(in ReadOnlySequence<byte> utf8, DefinitionSet? definitions = null, ReadOptions? options = null, TypeDefinition? type = null) =>
        utf8.Length > (options ?? ReadOptions.Strict).MaxBytes ? TooLong(options) : Read(utf8.ToArray(), definitions, options, type);

    /// <summary>Reads a stream to its end, or until it proves longer than the limit.</summary>
    public static async Task<ReadResult> ReadAsync(
        Stream stream, DefinitionSet? definitions = null, ReadOptions? options = null, TypeDefinition? type = null, CancellationToken cancellationToken = default)
    {
        var limit = (options ?? ReadOptions.Strict).MaxBytes;
        var gathered = new ArrayBufferWriter<byte>(16 * 1024);
        int count;
        while ((count = await stream.ReadAsync(gathered.GetMemory(16 * 1024), cancellationToken).ConfigureAwait(false)) > 0)
        {
            gathered.Advance(count);
            if (gathered.WrittenCount > limit)
                return TooLong(options);
        }

        return Read(gathered.WrittenSpan.ToArray(), definitions, options, type);
    }

    private static ReadResult TooLong(ReadOptions? options) => ReadResult.Refused(new Fault(
        FaultKind.TooLong, $"The text is longer than the {(options ?? ReadOptions.Strict).MaxBytes} bytes that are read.", "", 0, 0));

    private static Fault Neither(byte[] utf8, bool isEmpty)
    {
        if (!isEmpty && !Utf8.IsValid(utf8))
            return FhirJson.InvalidUtf8(utf8);
        var message = isEmpty ? "The text is empty." : "The text is neither JSON nor XML: it starts with neither { nor <.";
        return new Fault(FaultKind.Structure, message, "", 1, 1);
    }
}
