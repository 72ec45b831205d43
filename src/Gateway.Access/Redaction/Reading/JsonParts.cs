using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.Access.Redaction.Reading;

/// <summary>Reads the plain parts of a file of projections.</summary>
internal static class JsonParts
{
    /// <summary>The properties of an object; a fault and none for anything else.</summary>
    public static IEnumerable<JsonProperty> Properties(JsonElement value, string at, ReadFaults faults)
    {
        if (value.ValueKind == JsonValueKind.Object)
            return value.EnumerateObject();
        faults.Add(at, "an object is due.");
        return [];
    }

    /// <summary>Texts: one, or an array of them.</summary>
    public static IReadOnlyList<string> Texts(JsonElement value, string at, ReadFaults faults)
    {
        if (value.ValueKind == JsonValueKind.String)
            return [value.GetString()!];
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String))
            return [.. value.EnumerateArray().Select(v => v.GetString()!)];
        faults.Add(at, "a text or a list of texts is due.");
        return [];
    }

    /// <summary>A text; a fault and an empty one for anything else.</summary>
    public static string Text(JsonElement value, string at, ReadFaults faults)
    {
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString()!;
        faults.Add(at, "a text is due.");
        return "";
    }

    /// <summary>True or false; a fault and false for anything else.</summary>
    public static bool Truth(JsonElement value, string at, ReadFaults faults)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        faults.Add(at, "true or false is due.");
        return false;
    }

    /// <summary>A shape of text; it is matched in time linear to the text.</summary>
    public static Regex? Shape(JsonElement value, string at, ReadFaults faults)
    {
        try
        {
            return new Regex(Text(value, at, faults), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            faults.Add(at, e.Message);
            return null;
        }
    }
}
