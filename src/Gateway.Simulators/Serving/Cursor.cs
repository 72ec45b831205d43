using System.Buffers.Text;
using System.Text;

namespace Gateway.Simulators.Serving;

/// <summary>Places in lists, which callers hand back as they got them.</summary>
internal static class Cursor
{
    public static string Of(string kind, string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{kind}|{place}"));

    /// <summary>The place; null when the text is no cursor of that kind.</summary>
    public static string? Read(string kind, string cursor)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(cursor.Length)];
        if (!Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var length))
            return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.StartsWith(kind + "|", StringComparison.Ordinal) ? text[(kind.Length + 1)..] : null;
    }
}
