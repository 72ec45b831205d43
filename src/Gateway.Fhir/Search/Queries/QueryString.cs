using System.Text;

namespace Gateway.Fhir.Search.Queries;

/// <summary>
/// Query strings and form bodies as pairs of name and value (application/x-www-form-urlencoded: a plus is a space, %XX are bytes of UTF-8).
/// </summary>
internal static class QueryString
{
    private const string Unreserved = "-._~:,$|/*";
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The text without escapes; null when one is broken, the bytes are no UTF-8, or the text holds a control character or half of a surrogate pair.</summary>
    public static string? Decode(string text)
    {
        try
        {
            var plain = text.AsSpan().IndexOfAny('%', '+') < 0 ? text : DecodeBytes(text);
            if (plain is null || plain.AsSpan().ContainsAnyInRange('\0', '\u001F') || plain.Contains('\u007F', StringComparison.Ordinal))
                return null;
            s_utf8.GetByteCount(plain);
            return plain;
        }
        catch (ArgumentException)
        {
            // Bytes or characters that UTF-8 does not have: EncoderFallbackException and DecoderFallbackException are of this kind.
            return null;
        }
    }

    /// <summary>Writes a pair so that it reads as it was; what FHIR uses much stays legible.</summary>
    public static void Append(StringBuilder query, string name, string value)
    {
        if (query.Length > 0)
            query.Append('&');
        Encode(query, name);
        query.Append('=');
        Encode(query, value);
    }

    private static string? DecodeBytes(string text)
    {
        var bytes = new byte[s_utf8.GetByteCount(text)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '%':
                    if (i + 2 > text.Length - 1 || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                        return null;
                    bytes[length++] = (byte)Convert.ToInt32(text.Substring(i + 1, 2), 16);
                    i += 2;
                    break;
                case '+':
                    bytes[length++] = (byte)' ';
                    break;
                default:
                    var run = text.AsSpan(i).IndexOfAny('%', '+') is >= 0 and var end ? end : text.Length - i;
                    length += s_utf8.GetBytes(text.AsSpan(i, run), bytes.AsSpan(length));
                    i += run - 1;
                    break;
            }
        }

        return s_utf8.GetString(bytes, 0, length);
    }

    private static void Encode(StringBuilder query, string text)
    {
        foreach (var b in s_utf8.GetBytes(text))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || Unreserved.Contains(c, StringComparison.Ordinal))
                query.Append(c);
            else
                query.Append('%').Append(Convert.ToHexString([b]));
        }
    }
}
