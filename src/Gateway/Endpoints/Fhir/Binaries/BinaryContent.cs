using System.Text.Json;
using System.Xml;

namespace Gateway.Endpoints.Fhir.Binaries;

/// <summary>Whether content is a Binary, and not what one holds.</summary>
internal static class BinaryContent
{
    /// <summary>True for JSON or XML that says of itself that it is a Binary, whatever else is wrong with it.</summary>
    public static bool IsResource(byte[] content)
    {
        try
        {
            var text = content.AsSpan().TrimStart(" \t\r\n\ufeff"u8);
            return (text.StartsWith("<"u8) ? RootOf(content) : TypeOf(text)) == "Binary";
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            // What is neither is what a Binary may hold as anything else.
            return false;
        }
    }

    private static string? RootOf(byte[] content)
    {
        using var xml = XmlReader.Create(new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return xml.MoveToContent() == XmlNodeType.Element && xml.NamespaceURI == "http://hl7.org/fhir" ? xml.LocalName : null;
    }

    private static string? TypeOf(ReadOnlySpan<byte> content)
    {
        var json = new Utf8JsonReader(content);
        while (json.Read())
            if (json is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && json.ValueTextEquals("resourceType"u8))
                return json.Read() && json.TokenType == JsonTokenType.String ? json.GetString() : null;
        return null;
    }
}
