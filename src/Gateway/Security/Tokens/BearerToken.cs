using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Gateway.Security.Tokens;

/// <summary>A token as it comes in, before anything in it is believed.</summary>
internal static class BearerToken
{
    private const string Prefix = "Bearer ";
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>The token in the header; empty when it holds none.</summary>
    public static ReadOnlySpan<char> Text(string? authorization) =>
        authorization is not null && authorization.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? authorization.AsSpan(Prefix.Length).Trim() : [];

    /// <summary>
    /// The issuer that the token says it is from, which only decides whose keys are tried. Null when the header holds no single signed token
    /// of at most <paramref name="longest"/> characters, when its JSON says a thing twice, or when it asks for extensions (<c>crit</c>, RFC 7515, section 4.1.11).
    /// </summary>
    public static string? Issuer(string? authorization, int longest)
    {
        if (authorization?.Length - Prefix.Length > longest)
            return null;
        if (Text(authorization).ToString().Split('.') is not [var header, var payload, { Length: > 0 }])
            return null;
        try
        {
            using var head = Part(header);
            using var body = Part(payload);
            var isPlain = head is not null && !head.RootElement.TryGetProperty("crit", out _);
            return isPlain && body?.RootElement.TryGetProperty("iss", out var issuer) == true ? issuer.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or no object, or a text that is no Unicode.
            return null;
        }
    }

    /// <summary>A part of a token as JSON; null when it is not base64url.</summary>
    /// <exception cref="JsonException">It is not JSON, or says a thing twice.</exception>
    public static JsonDocument? Part(string part)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        return Base64Url.DecodeFromChars(part, bytes, out _, out var length) == OperationStatus.Done ? JsonDocument.Parse(bytes.AsMemory(0, length), s_strict) : null;
    }
}
