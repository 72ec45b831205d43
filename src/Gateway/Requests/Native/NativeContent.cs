using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;

namespace Gateway.Requests.Native;

/// <summary>A small flat answer to a system that does not speak FHIR, in the format that it speaks.</summary>
internal sealed record NativeContent(string Name, IReadOnlyList<(string Field, string? Value)> Fields)
{
    public const string Json = "application/json";
    public const string Xml = "application/xml";

    /// <summary>XML for who sends or accepts XML, else JSON.</summary>
    public static string TypeFor(HttpRequest request) =>
        request.GetTypedHeaders().Accept is { Count: > 0 } accepted && accepted.All(a => a.MediaType != "*/*") ? accepted.Any(a => a.MediaType.EndsWith("json", StringComparison.Ordinal)) ? Json : Xml
        : request.ContentType?.Contains("xml", StringComparison.OrdinalIgnoreCase) ?? false ? Xml : Json;

    public byte[] ToUtf8(string contentType) => contentType == Xml ? ToXml() : ToJson();

    private byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (field, value) in Fields)
                if (value is not null)
                    json.WriteString(field, value);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private byte[] ToXml()
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement(Name);
            foreach (var (field, value) in Fields)
                if (value is not null)
                    xml.WriteElementString(char.ToUpperInvariant(field[0]) + field[1..], value);
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }
}
