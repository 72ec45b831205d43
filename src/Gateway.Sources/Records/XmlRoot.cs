using System.Runtime.InteropServices;
using System.Xml;

namespace Gateway.Sources.Records;

/// <summary>The name of the outermost element of an XML text.</summary>
internal static class XmlRoot
{
    private static readonly XmlReaderSettings s_settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The local name; null when the text does not begin as XML does.</summary>
    public static string? Of(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var stream = MemoryMarshal.TryGetArray(content, out var bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, false) : new MemoryStream(content.ToArray());
            using var xml = XmlReader.Create(stream, s_settings);
            return xml.MoveToContent() == XmlNodeType.Element ? xml.LocalName : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
