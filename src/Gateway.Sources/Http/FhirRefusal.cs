using System.Text.Json;

namespace Gateway.Sources.Http;

/// <summary>Why a FHIR server said no: the codes of its OperationOutcome, of whatever release.</summary>
internal static class FhirRefusal
{
    /// <summary>Whether the reply is an OperationOutcome with an issue of one of those codes, in its type or its details.</summary>
    public static bool Has(SourceReply reply, params IReadOnlyList<string> codes)
    {
        try
        {
            using var json = JsonDocument.Parse(reply.Body);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("resourceType", out var type) && type.ValueEquals("OperationOutcome")
                && Items(root, "issue").Any(i => Is(i, codes) || (i.TryGetProperty("details", out var details) && Items(details, "coding").Any(c => Is(c, codes))));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Is(JsonElement element, IReadOnlyList<string> codes) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String && codes.Contains(code.GetString());

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;
}
