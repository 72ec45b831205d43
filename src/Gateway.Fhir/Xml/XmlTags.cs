namespace Gateway.Fhir.Xml;

/// <summary>Finds tags in the bytes of XML. Exact as far as the text is well-formed.</summary>
internal static class XmlTags
{
    /// <summary>The most attributes that one tag may have: the time that the platform's reader takes grows with their square.</summary>
    public const int MaxAttributes = 1000;

    /// <summary>The offset of the first tag with more than <see cref="MaxAttributes"/> attributes, or -1.</summary>
    public static int FirstOvergrown(ReadOnlySpan<byte> text)
    {
        for (var at = Next(text, 0); at >= 0; at = Next(text, at))
        {
            var end = End(text, at, out var attributes);
            if (attributes > MaxAttributes)
                return at;
            at = end;
        }

        return -1;
    }

    /// <summary>The offset of the first tag or document type declaration at or after an offset, or -1. Comments, CDATA and processing instructions are none.</summary>
    public static int Next(ReadOnlySpan<byte> text, int at)
    {
        while (text[at..].IndexOf((byte)'<') is >= 0 and var next)
        {
            at += next;
            var rest = text[at..];
            if (rest.StartsWith("<!--"u8))
                at = After(text, at + 4, "-->"u8);
            else if (rest.StartsWith("<![CDATA["u8))
                at = After(text, at + 9, "]]>"u8);
            else if (rest.StartsWith("<?"u8))
                at = After(text, at + 2, "?>"u8);
            else
                return at;
        }

        return -1;
    }

    /// <summary>The offset after the tag that starts there, and how many attributes it has.</summary>
    public static int End(ReadOnlySpan<byte> text, int start, out int attributes)
    {
        attributes = 0;
        var at = start;
        while (text[at..].IndexOfAny((byte)'>', (byte)'"', (byte)'\'') is >= 0 and var next)
        {
            at += next + 1;
            if (text[at - 1] == '>')
                return at;
            attributes++;
            at = After(text, at, text.Slice(at - 1, 1));
        }

        return text.Length;
    }

    private static int After(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> closing) =>
        text[at..].IndexOf(closing) is >= 0 and var next ? at + next + closing.Length : text.Length;
}
