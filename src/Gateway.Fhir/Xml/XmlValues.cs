using System.Buffers;
using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Json;

namespace Gateway.Fhir.Xml;

/// <summary>The decoded primitive values of one document, one after the other: the bytes of its tree.</summary>
internal sealed class XmlValues
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    /// <summary>Adds a value to a node; what is wrong with it as a value of the node's type, or null.</summary>
    public string? Add(ref ElementNode node, string text)
    {
        var start = _bytes.WrittenCount;
        Encoding.UTF8.GetBytes(text, _bytes);
        return Set(ref node, start);
    }

    /// <summary>Adds the narrative whose div the reader is at to a node; what is wrong with it, or null.</summary>
    public string? Add(ref ElementNode node, XmlTokens tokens)
    {
        var start = _bytes.WrittenCount;
        XmlNarrative.Read(tokens, _bytes);
        return Set(ref node, start);
    }

    public ReadOnlySpan<byte> Of(in ElementNode node) => _bytes.WrittenSpan.Slice(node.Start, node.Length);

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private string? Set(ref ElementNode node, int start)
    {
        var kind = node.Definition.Type.Primitive;
        var value = _bytes.WrittenSpan[start..];
        var fault = PrimitiveFormat.Fault(kind, value);
        if (fault is not null && !CanKeep(kind, value))
            return fault;
        (node.Start, node.Length) = (start, value.Length);
        node.Flags = NodeFlags.Value | (JsonText.NeedsEscape(value) ? NodeFlags.Unclean : 0);
        return fault;
    }

    // JSON writes numbers and booleans bare: what is neither would break it, however tolerantly it is read.
    private static bool CanKeep(PrimitiveKind kind, ReadOnlySpan<byte> value) =>
        kind != PrimitiveKind.Boolean && (!JsonWords.IsNumber(kind) || PrimitiveFormat.Fault(PrimitiveKind.Decimal, value) is null);
}
