using System.Text;
using System.Text.Json;

namespace Gateway.Fhir.Definitions.File;

/// <summary>The section of profiles and extensions: StructureDefinitions in JSON with what a validator asks and none of the prose, each read when it is asked for.</summary>
internal static class ProfileSection
{
    private static readonly string[] s_kept = ["resourceType", "url", "version", "name", "status", "kind", "abstract", "context", "contextInvariant", "type", "baseDefinition", "derivation", "differential"];

    private static readonly string[] s_dropped =
    [
        "short", "definition", "comment", "requirements", "alias", "example", "mapping", "isSummary", "isModifierReason", "meaningWhenMissing", "orderMeaning", "label", "code",
        "human", "xpath", "source", "description", "base", "extension", "condition", "representation",
    ];

    public static IReadOnlyDictionary<string, byte[]> Read(SectionReader r) =>
        r.List(() => (Url: r.Text(), Json: Encoding.UTF8.GetBytes(r.Text()))).ToDictionary(p => p.Url, p => p.Json, StringComparer.Ordinal);

    public static SectionWriter Write(IReadOnlyDictionary<string, string> profiles)
    {
        var w = new SectionWriter();
        w.List([.. profiles.OrderBy(p => p.Key, StringComparer.Ordinal)], p =>
        {
            w.Text(p.Key);
            w.Text(p.Value);
        });
        return w;
    }

    /// <summary>What is kept of a StructureDefinition.</summary>
    public static string Text(JsonElement definition)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var property in definition.EnumerateObject().Where(p => s_kept.Contains(p.Name)))
            {
                json.WritePropertyName(property.Name);
                Copy(property.Value, json, property.Name == "differential" ? 3 : 0);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // Prose stands in ElementDefinitions, their slicing and their constraints; the values that they fix are copied whole.
    private static void Copy(JsonElement value, Utf8JsonWriter json, int proseDepth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    if (proseDepth > 0 && (s_dropped.Contains(property.Name) && !(property.Name == "code" && proseDepth == 1) || property.Name.StartsWith('_')))
                        continue;
                    json.WritePropertyName(property.Name);
                    var isValue = property.Name.StartsWith("fixed", StringComparison.Ordinal) || property.Name.StartsWith("pattern", StringComparison.Ordinal);
                    Copy(property.Value, json, isValue ? 0 : proseDepth - 1);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Copy(item, json, proseDepth);
                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
