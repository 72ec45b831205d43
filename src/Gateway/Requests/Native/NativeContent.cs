using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;

namespace Gateway.Requests.Native;

/// <summary>A small flat answer to a system that does not speak FHIR, in the format that it speaks: texts, whole numbers, yes or no.</summary>
internal sealed record NativeContent(string Name, IReadOnlyList<(string Field, object? Value)> Fields)
{
    public const string Json = "application/json";
    public const string Xml = "application/xml";

    /// <summary>What XML is sent as.</summary>
    public static IReadOnlyList<string> XmlTypes { get; } = [Xml, "text/xml"];

    /// <summary>What is taken where a model has both forms.</summary>
    public static IReadOnlyList<string> Both { get; } = [Json, .. XmlTypes];

    /// <summary>JSON or XML, whichever the caller likes better, and of the two the one that it speaks itself; null for who accepts neither.</summary>
    public static string? TypeFor(HttpRequest request)
    {
        var own = request.ContentType?.Contains("xml", StringComparison.OrdinalIgnoreCase) ?? false ? Xml : Json;
        if (request.GetTypedHeaders().Accept is not { Count: > 0 } accepted)
            return own;
        return accepted.Where(a => a.Quality is not 0).OrderByDescending(a => a.Quality ?? 1)
            .Select(a => a.MediaType.Value switch
            {
                "*/*" or "application/*" => own,
                { } type when type.EndsWith("json", StringComparison.OrdinalIgnoreCase) => Json,
                { } type when type.EndsWith("xml", StringComparison.OrdinalIgnoreCase) => Xml,
                _ => null,
            }).FirstOrDefault(t => t is not null);
    }

    public byte[] ToUtf8(string contentType) => contentType == Xml ? ToXml() : ToJson();

    private byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (field, value) in Fields)
                Write(json, field, value);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string field, object? value)
    {
        switch (value)
        {
            case int number:
                json.WriteNumber(field, number);
                break;
            case bool said:
                json.WriteBoolean(field, said);
                break;
            case string text:
                json.WriteString(field, text);
                break;
        }
    }

    private byte[] ToXml()
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement(Name);
            foreach (var (field, value) in Fields)
                if (value is not null)
                    xml.WriteElementString(char.ToUpperInvariant(field[0]) + field[1..], value is bool said ? said ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }
}
