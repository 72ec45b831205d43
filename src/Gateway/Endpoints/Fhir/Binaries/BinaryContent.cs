using System.Text.Json;
using System.Xml;

namespace Gateway.Endpoints.Fhir.Binaries;

/// <summary>Whether content is a Binary, and not what one holds.</summary>
internal static class BinaryContent
{
    private const int MaxDepth = 1000;

    /// <summary>True for JSON or XML that says of itself that it is a Binary, whatever else is wrong with it, and for what cannot be read so far: it may be a Binary that says whose it is, and is refused as one.</summary>
    public static bool IsResource(byte[] content)
    {
        if (content.Length == 0)
            return false;
        try
        {
            var text = content.AsSpan().TrimStart(" \t\r\n\ufeff"u8);
            return (text.StartsWith("<"u8) ? RootOf(content) : TypeOf(text)) == "Binary";
        }
        catch (Exception e) when (e is JsonException or XmlException or InvalidOperationException)
        {
            return true;
        }
    }

    private static string? RootOf(byte[] content)
    {
        using var xml = XmlReader.Create(new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return xml.MoveToContent() == XmlNodeType.Element && xml.NamespaceURI == "http://hl7.org/fhir" ? xml.LocalName : null;
    }

    private static string? TypeOf(ReadOnlySpan<byte> content)
    {
        var json = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (json.Read())
            if (json is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && json.ValueTextEquals("resourceType"u8))
                return json.Read() && json.TokenType == JsonTokenType.String ? json.GetString() : null;
        return null;
    }
}
