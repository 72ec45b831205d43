using System.Text.Json;

namespace Gateway.Fhir.Tests.Data;

/// <summary>Compares JSON as content: the order of properties and the spelling of escapes do not count, the text of numbers does.</summary>
internal static class JsonContent
{
    /// <summary>The path of the first difference, or null.</summary>
    public static string? Difference(byte[] left, byte[] right)
    {
        using var l = JsonDocument.Parse(left);
        using var r = JsonDocument.Parse(right);
        return Difference(l.RootElement, r.RootElement, "$");
    }

    private static string? Difference(JsonElement left, JsonElement right, string path)
    {
        if (left.ValueKind != right.ValueKind)
            return $"{path}: {left.ValueKind} became {right.ValueKind}";
        switch (left.ValueKind)
        {
            case JsonValueKind.Object:
                var names = left.EnumerateObject().Select(p => p.Name).Union(right.EnumerateObject().Select(p => p.Name));
                return names.Select(n => !left.TryGetProperty(n, out var l) ? $"{path}.{n} appeared"
                    : !right.TryGetProperty(n, out var r) ? $"{path}.{n} is lost"
                    : Difference(l, r, $"{path}.{n}")).FirstOrDefault(d => d is not null);
            case JsonValueKind.Array:
                return left.GetArrayLength() != right.GetArrayLength()
                    ? $"{path}: {left.GetArrayLength()} items became {right.GetArrayLength()}"
                    : left.EnumerateArray().Zip(right.EnumerateArray()).Select((p, i) => Difference(p.First, p.Second, $"{path}[{i}]")).FirstOrDefault(d => d is not null);
            case JsonValueKind.String:
                return left.GetString() == right.GetString() ? null : $"{path}: '{left.GetString()}' became '{right.GetString()}'";
            default:
                return left.GetRawText() == right.GetRawText() ? null : $"{path}: {left.GetRawText()} became {right.GetRawText()}";
        }
    }
}
