using System.Text.Json;

namespace Gateway.Sources.Community;

/// <summary>The extracts that a provider has dropped.</summary>
internal static class ExtractList
{
    /// <summary>Names and kinds, in the order of time; null when the content is no list.</summary>
    public static IReadOnlyList<(string Name, string Kind)>? Of(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var extracts = new List<(string, string)>();
            foreach (var extract in json.RootElement.GetProperty("extracts").EnumerateArray())
                extracts.Add((extract.GetProperty("name").GetString()!, extract.GetProperty("kind").GetString()!));
            return [.. extracts.OrderBy(e => e.Item1, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
