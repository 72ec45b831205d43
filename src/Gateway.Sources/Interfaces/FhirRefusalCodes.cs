using System.Text.Json;

namespace Gateway.Sources.Interfaces;

/// <summary>The issue types of an OperationOutcome of whatever release, as far as R4 has them (http://hl7.org/fhir/R4/valueset-issue-type.html).</summary>
internal static class FhirRefusalCodes
{
    private const int Most = 20;
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "invalid", "structure", "required", "value", "invariant", "security", "login", "unknown", "expired", "forbidden", "suppressed", "processing", "not-supported", "duplicate", "multiple-matches", "not-found", "deleted",
        "too-long", "code-invalid", "extension", "too-costly", "business-rule", "conflict", "transient", "lock-error", "no-store", "exception", "timeout", "incomplete", "throttled", "informational",
    };

    /// <summary>The codes in order, each once; null for what is no OperationOutcome.</summary>
    public static IReadOnlyList<string>? Of(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("resourceType", out var type) || !type.ValueEquals("OperationOutcome")
                || !root.TryGetProperty("issue", out var issues) || issues.ValueKind != JsonValueKind.Array)
                return null;
            return [.. issues.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object).Select(i => i.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String ? code.GetString()! : "")
                .Where(s_known.Contains).Distinct().Take(Most)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
