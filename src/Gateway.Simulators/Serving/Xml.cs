using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Gateway.Simulators.Serving;

/// <summary>XML as the systems write it: UTF-8 without a byte order mark.</summary>
internal static class Xml
{
    private static readonly XmlWriterSettings s_settings = new() { Encoding = new UTF8Encoding(false), Indent = true };

    public static byte[] Bytes(XElement root)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, s_settings))
            new XDocument(root).Save(writer);
        return stream.ToArray();
    }
}
