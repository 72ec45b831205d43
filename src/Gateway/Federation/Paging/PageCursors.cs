using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Endpoints.Fhir;

namespace Gateway.Federation.Paging;

/// <summary>Seals cursors, so that a link reveals neither what was searched for nor what was found, and opens only for the caller whose search it was.</summary>
internal sealed class PageCursors
{
    /// <summary>The name under which a link bears its cursor.</summary>
    public const string Parameter = "_cursor";

    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] _key;

    /// <param name="key">The key of the deployment: 32 bytes or more, the same on all nodes.</param>
    public PageCursors(ReadOnlySpan<byte> key)
    {
        _key = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, _key, [], "page cursor"u8);
    }

    /// <summary>The link to the next page, in the format that this one was asked for in.</summary>
    public string Link(string root, PageCursor cursor, string caller, HttpRequest request)
    {
        var format = FhirFormat.Given(request) is { Length: > 0 } given ? $"&_format={Uri.EscapeDataString(given)}" : "";
        return $"{root}{(cursor.Path.Length > 0 ? "/" : "")}{cursor.Path}?{Parameter}={Seal(cursor, caller)}{format}";
    }

    public string Seal(PageCursor cursor, string owner) => Sealed(JsonSerializer.SerializeToUtf8Bytes(cursor, PageCursorJson.Default.PageCursor), $"search\n{owner}");

    public string Seal(HistoryCursor cursor, string owner) => Sealed(JsonSerializer.SerializeToUtf8Bytes(cursor, PageCursorJson.Default.HistoryCursor), $"history\n{owner}");

    /// <summary>The cursor of a search; null when it was altered, is another caller's, or too old. Which of these is nobody's to know.</summary>
    public PageCursor? Open(string text, string owner, DateTimeOffset now) =>
        Opened(text, $"search\n{owner}") is { } content && JsonSerializer.Deserialize(content, PageCursorJson.Default.PageCursor) is { } cursor && cursor.Expires > now ? cursor : null;

    /// <summary>The cursor of a history, likewise.</summary>
    public HistoryCursor? OpenHistory(string text, string owner, DateTimeOffset now) =>
        Opened(text, $"history\n{owner}") is { } content && JsonSerializer.Deserialize(content, PageCursorJson.Default.HistoryCursor) is { } cursor && cursor.Expires > now ? cursor : null;

    /// <summary>Seals the key of a change that is on its way to a source, for who brought it.</summary>
    public string SealChange(string key, string owner) => Sealed(Encoding.UTF8.GetBytes(key), $"change\n{owner}");

    /// <summary>The key of a change; null when it was altered, or is another caller's.</summary>
    public string? OpenChange(string text, string owner) => Opened(text, $"change\n{owner}") is { } content ? Encoding.UTF8.GetString(content) : null;

    private string Sealed(byte[] content, string owner)
    {
        var box = new byte[NonceSize + content.Length + TagSize];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(_key, TagSize);
        cipher.Encrypt(box.AsSpan(0, NonceSize), content, box.AsSpan(NonceSize, content.Length), box.AsSpan(NonceSize + content.Length), Encoding.UTF8.GetBytes(owner));
        return Base64Url.EncodeToString(box);
    }

    private byte[]? Opened(string text, string owner)
    {
        if (!Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text) is not { Length: > NonceSize + TagSize } bytes)
            return null;
        var content = new byte[bytes.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(_key, TagSize);
        try
        {
            cipher.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize, content.Length), bytes.AsSpan(NonceSize + content.Length), content, Encoding.UTF8.GetBytes(owner));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return content;
    }
}
