using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Gateway.EndToEnd.Tests.Native;

/// <summary>The description of the native interfaces, and what it says of a content.</summary>
internal static class Description
{
    public static byte[] Bytes { get; } = File.ReadAllBytes(Path.Combine(TestFolders.Repository, "openapi", "gateway.json"));

    public static JsonNode Document { get; } = JsonNode.Parse(Bytes)!;

    public static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations =>
        from path in Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key.ToUpperInvariant(), operation.Value!);

    public static JsonNode Resolved(JsonNode node) => (string?)node["$ref"] is { } reference ? reference.TrimStart('#', '/').Split('/').Aggregate(Document, (at, step) => at[step]!) : node;

    /// <summary>What is otherwise than the schema says, each with its place.</summary>
    public static IEnumerable<string> Faults(JsonNode schema, JsonNode? value, string at = "$")
    {
        schema = Resolved(schema);
        if ((schema["anyOf"] ?? schema["oneOf"]) is JsonArray several)
            return several.Any(s => !Faults(s!, value, at).Any()) ? [] : [$"{at}: is none of what may be there"];
        if (schema["allOf"] is JsonArray all)
            return all.SelectMany(s => Faults(s!, value, at));
        if (!Types(schema).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && Types(schema).Contains("number")))
            return [$"{at}: is {TypeOf(value)}"];
        if (schema["enum"] is JsonArray values && !values.Any(v => JsonNode.DeepEquals(v, value)))
            return [$"{at}: is none of the words"];
        return value switch
        {
            JsonArray items => items.SelectMany((item, i) => Faults(schema["items"]!, item, $"{at}[{i}]")),
            JsonObject fields => OfObject(schema, fields, at),
            _ => [],
        };
    }

    /// <summary>A flat answer in XML as the JSON that the schema describes.</summary>
    public static JsonObject FromXml(JsonNode schema, string xml)
    {
        schema = Resolved(schema);
        var root = XDocument.Parse(xml).Root!;
        root.Name.LocalName.Should().Be((string?)schema["xml"]!["name"]);
        var fields = schema["properties"]!.AsObject().ToDictionary(p => (string)p.Value!["xml"]!["name"]!, p => p, StringComparer.Ordinal);
        return new JsonObject(root.Elements().Select(e => KeyValuePair.Create(fields[e.Name.LocalName].Key, Types(fields[e.Name.LocalName].Value!).Contains("string") ? JsonValue.Create(e.Value) : JsonNode.Parse(e.Value))));
    }

    private static IEnumerable<string> OfObject(JsonNode schema, JsonObject fields, string at)
    {
        foreach (var name in schema["required"]?.AsArray() ?? [])
            if (!fields.ContainsKey((string)name!))
                yield return $"{at}.{name}: is due";
        foreach (var (name, value) in fields)
        {
            if (schema["properties"]?[name] is { } part)
            {
                foreach (var fault in Faults(part, value, $"{at}.{name}"))
                    yield return fault;
            }
            else if (schema["properties"] is not null)
            {
                yield return $"{at}.{name}: is not described";
            }
        }
    }

    private static IEnumerable<string> Types(JsonNode schema) => schema["type"] is JsonArray several ? several.Select(t => (string)t!) : (string?)schema["type"] is { } one ? [one] : ["object"];

    private static string TypeOf(JsonNode? value) => value switch
    {
        null => "null",
        JsonArray => "array",
        JsonObject => "object",
        JsonValue v when v.TryGetValue<bool>(out _) => "boolean",
        JsonValue v when v.TryGetValue<string>(out _) => "string",
        JsonValue v when v.TryGetValue<int>(out _) => "integer",
        _ => "number",
    };
}
