using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateway.Areas;

/// <summary>Finds the keys of a file that no setting has: a misspelt setting must not be passed over.</summary>
internal static class AreaKeys
{
    /// <summary>The path of each, in the order of the file.</summary>
    public static IEnumerable<string> Unknown(JsonElement value, Type type, JsonSerializerOptions options, string path = "")
    {
        var info = options.GetTypeInfo(type);
        return (info.Kind, value.ValueKind) switch
        {
            (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => value.EnumerateArray().SelectMany((item, i) => Unknown(item, info.ElementType!, options, $"{path}[{i}]")),
            (JsonTypeInfoKind.Object, JsonValueKind.Object) => value.EnumerateObject().SelectMany(p => Of(p, info, options, path.Length == 0 ? p.Name : $"{path}.{p.Name}")),
            _ => [],
        };
    }

    private static IEnumerable<string> Of(JsonProperty property, JsonTypeInfo info, JsonSerializerOptions options, string path) =>
        info.Properties.FirstOrDefault(p => string.Equals(p.Name, property.Name, StringComparison.OrdinalIgnoreCase)) is { } known
            ? Unknown(property.Value, known.PropertyType, options, path) : [$"{path}: there is no such setting."];
}
