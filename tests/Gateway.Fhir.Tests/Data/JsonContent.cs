using System.Text.Json;

namespace Gateway.Fhir.Tests.Data;

/// <summary>Compares JSON as content: the order of properties and the spelling of escapes do not count, the text of numbers does.</summary>
internal static class JsonContent
{
    /// <summary>The path of the first difference, or null.</summary>
    public static string? Difference(byte[] left, byte[] right) => Differences(left, right) is [var first, ..] ? first : null;

    /// <summary>The path of each difference.</summary>
    public static IReadOnlyList<string> Differences(byte[] left, byte[] right)
    {
        using var l = JsonDocument.Parse(left);
        using var r = JsonDocument.Parse(right);
        return [.. Differences(l.RootElement, r.RootElement, "$")];
    }

    private static IEnumerable<string> Differences(JsonElement left, JsonElement right, string path)
    {
        if (left.ValueKind != right.ValueKind)
            return [$"{path}: {left.ValueKind} became {right.ValueKind}"];
        switch (left.ValueKind)
        {
            case JsonValueKind.Object:
                var names = left.EnumerateObject().Select(p => p.Name).Union(right.EnumerateObject().Select(p => p.Name));
                return names.SelectMany(n => !left.TryGetProperty(n, out var l) ? [$"{path}.{n} appeared: {right.GetProperty(n).GetRawText()}"]
                    : !right.TryGetProperty(n, out var r) ? [$"{path}.{n} is lost: {l.GetRawText()}"]
                    : Differences(l, r, $"{path}.{n}"));
            case JsonValueKind.Array:
                var items = left.EnumerateArray().Zip(right.EnumerateArray()).SelectMany((p, i) => Differences(p.First, p.Second, $"{path}[{i}]"));
                return left.GetArrayLength() == right.GetArrayLength() ? items : items.Prepend($"{path}: {left.GetArrayLength()} items became {right.GetArrayLength()}");
            case JsonValueKind.String:
                return left.GetString() == right.GetString() ? [] : [$"{path}: '{left.GetString()}' became '{right.GetString()}'"];
            default:
                return left.GetRawText() == right.GetRawText() ? [] : [$"{path}: {left.GetRawText()} became {right.GetRawText()}"];
        }
    }
}
