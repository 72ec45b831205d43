using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.Security.Claims;

/// <summary>Reads claims that are words, and such that are JSON.</summary>
internal static class JsonClaims
{
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>The words of a claim, which may be given as a list, or as one text with spaces between them.</summary>
    public static IEnumerable<string> Words(this ClaimsPrincipal principal, string name) => principal.FindAll(name)
        .Where(c => c.ValueType != JsonClaimValueTypes.Json)
        .SelectMany(c => c.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The first text of a claim; null when there is none, or it is empty.</summary>
    public static string? Text(this ClaimsPrincipal principal, string name) => principal.FindFirst(name)?.Value is { Length: > 0 } text ? text : null;

    /// <summary>The objects of a claim; an element that cannot be read is undefined.</summary>
    public static IEnumerable<JsonElement> Objects(this ClaimsPrincipal principal, string name) => principal.FindAll(name).Select(c => Read(c.Value));

    /// <summary>The text of a member; null when it is absent or no text.</summary>
    public static string? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, s_strict);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
