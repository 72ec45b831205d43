using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Gateway.Fhir.Json;

/// <summary>JSON's escapes in string values.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> s_mustEscape =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(b => (byte)b), (byte)'"', (byte)'\\']);

    /// <summary>The name or string that a reader is at, without escapes; empty for one that is no text (a lone surrogate).</summary>
    public static ReadOnlySpan<byte> Of(in Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
            return json.ValueSpan;
        var buffer = new byte[json.ValueSpan.Length];
        return buffer.AsSpan(0, Math.Max(0, Unescape(json.ValueSpan, buffer)));
    }

    /// <summary>The text that a string's content stands for. The content was checked when it was read.</summary>
    public static string Unescape(ReadOnlySpan<byte> content)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(content.Length);
        var length = Unescape(content, buffer);
        var text = Encoding.UTF8.GetString(buffer, 0, length);
        ArrayPool<byte>.Shared.Return(buffer);
        return text;
    }

    /// <summary>Writes the unescaped UTF-8 and returns its length, never more than the content's; -1 for escapes that are no characters (a lone surrogate).</summary>
    public static int Unescape(ReadOnlySpan<byte> content, Span<byte> target)
    {
        var written = 0;
        while (true)
        {
            var next = content.IndexOf((byte)'\\');
            var plain = next < 0 ? content : content[..next];
            plain.CopyTo(target[written..]);
            written += plain.Length;
            if (next < 0)
                return written;
            content = content[next..];
            var used = Escape(content, target[written..], out var length);
            if (used < 0)
                return -1;
            content = content[used..];
            written += length;
        }
    }

    /// <summary>True when JSON cannot hold these bytes as they are.</summary>
    public static bool NeedsEscape(ReadOnlySpan<byte> text) => text.ContainsAny(s_mustEscape);

    /// <summary>The index of the first byte that must be escaped, or -1.</summary>
    public static int IndexOfEscape(ReadOnlySpan<byte> text) => text.IndexOfAny(s_mustEscape);

    /// <summary>The two-character escape of a byte, or 0 where only <c>\u00XX</c> will do.</summary>
    public static byte ShortEscape(byte b) => b switch
    {
        (byte)'"' => (byte)'"',
        (byte)'\\' => (byte)'\\',
        (byte)'\n' => (byte)'n',
        (byte)'\r' => (byte)'r',
        (byte)'\t' => (byte)'t',
        (byte)'\b' => (byte)'b',
        (byte)'\f' => (byte)'f',
        _ => 0,
    };

    private static int Escape(ReadOnlySpan<byte> content, Span<byte> target, out int length)
    {
        length = 1;
        if (content[1] != 'u')
        {
            target[0] = content[1] switch
            {
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                var same => same,
            };
            return 2;
        }

        var first = Unit(content);
        var used = 6;
        if (!Rune.TryCreate(first, out var rune))
        {
            if (content.Length < 12 || content[6] != '\\' || content[7] != 'u' || !Rune.TryCreate(first, Unit(content[6..]), out rune))
                return -1;
            used = 12;
        }

        length = rune.EncodeToUtf8(target);
        return used;
    }

    private static char Unit(ReadOnlySpan<byte> escape) =>
        (char)((Hex(escape[2]) << 12) | (Hex(escape[3]) << 8) | (Hex(escape[4]) << 4) | Hex(escape[5]));

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
