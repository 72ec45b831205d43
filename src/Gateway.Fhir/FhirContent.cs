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
            _ => new ReadResult(default, [Neither(utf8, start.IsEmpty)]),
        };
    }

    private static Fault Neither(byte[] utf8, bool isEmpty)
    {
        if (!isEmpty && !Utf8.IsValid(utf8))
            return FhirJson.InvalidUtf8(utf8);
        var message = isEmpty ? "The text is empty." : "The text is neither JSON nor XML: it starts with neither { nor <.";
        return new Fault(FaultKind.Structure, message, "", 1, 1);
    }
}
