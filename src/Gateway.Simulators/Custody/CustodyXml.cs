using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Simulators.Serving;

namespace Gateway.Simulators.Custody;

/// <summary>Writes a record of custody as XML: the same fields as in JSON, in the same order.</summary>
internal static class CustodyXml
{
    private static readonly XNamespace s_custody = "https://health-justice.example/custody";

    public static byte[] Write(string name, JsonObject record) => Xml.Bytes(Element(name, record));

    private static XElement Element(string name, JsonNode value) =>
        value is JsonObject fields ? new XElement(s_custody + name, fields.SelectMany(f => Elements(f.Key, f.Value))) : new XElement(s_custody + name, value.ToString());

    private static IEnumerable<XElement> Elements(string name, JsonNode? value) =>
        value is null ? [] : value is JsonArray items ? items.OfType<JsonNode>().Select(i => Element(name, i)) : [Element(name, value)];
}
