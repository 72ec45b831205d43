using System.Text.Json.Nodes;

namespace Gateway.Endpoints.OpenApi;

/// <summary>The elements of a schema as rows: name with its path, form, description.</summary>
internal static class OpenApiRows
{
    public static IEnumerable<string[]> Of(JsonNode schema, string path)
    {
        var required = schema["required"]?.AsArray().Select(r => (string?)r).ToHashSet() ?? [];
        foreach (var (name, part) in schema["properties"]?.AsObject() ?? [])
        {
            var (own, isArray) = part!["items"] is { } items ? (items, true) : (part, false);
            yield return [$"`{path}{name}`", $"{FormOf(own)}{(isArray ? ", repeated" : "")}{(required.Contains(name) ? ", required" : "")}", (string?)part["description"] ?? (string?)own["description"] ?? ""];
            foreach (var alternative in own["anyOf"] is JsonArray several ? several : (IEnumerable<JsonNode?>)[own])
                foreach (var row in Of(alternative!, $"{path}{name}."))
                    yield return row;
        }
    }

    private static string FormOf(JsonNode schema) => schema switch
    {
        _ when (string?)schema["$ref"] is { } reference => reference.Split('/')[^1],
        _ when schema["allOf"] is JsonArray all => string.Join(" and ", all.Select(a => FormOf(a!))),
        _ when schema["anyOf"] is JsonArray any => string.Join(" or ", any.Select(a => FormOf(a!))),
        _ when schema["enum"] is JsonArray values => string.Join(", ", values.Select(v => $"`{(string?)v}`")),
        _ when schema["type"] is JsonArray types => string.Join(" or ", types.Select(t => (string?)t)),
        _ => (string?)schema["format"] ?? (string?)schema["type"] ?? "",
    };
}
