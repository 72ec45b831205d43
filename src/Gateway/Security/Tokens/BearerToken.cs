using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Gateway.Security.Tokens;

/// <summary>A token as it comes in, before anything in it is believed.</summary>
internal static class BearerToken
{
    private const string Prefix = "Bearer ";
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>
    /// The issuer that the token says it is from, which only decides whose keys are tried. Null when the header holds no single signed token
    /// of at most <paramref name="longest"/> characters, when its JSON says a thing twice, or when it asks for extensions (<c>crit</c>, RFC 7515, section 4.1.11).
    /// </summary>
    public static string? Issuer(string? authorization, int longest)
    {
        if (authorization is null || !authorization.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || authorization.Length - Prefix.Length > longest)
            return null;
        var parts = authorization[Prefix.Length..].Trim().Split('.');
        if (parts is not [var header, var payload, { Length: > 0 }])
            return null;
        using var head = Read(header);
        using var body = Read(payload);
        if (head is null || body is null || head.RootElement.TryGetProperty("crit", out _))
            return null;
        return body.RootElement.TryGetProperty("iss", out var issuer) && issuer.ValueKind == JsonValueKind.String ? issuer.GetString() : null;
    }

    private static JsonDocument? Read(string part)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        if (Base64Url.DecodeFromChars(part, bytes, out _, out var length) != OperationStatus.Done)
            return null;
        try
        {
            var document = JsonDocument.Parse(bytes.AsMemory(0, length), s_strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
