using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Fhir.Xml;

/// <summary>Which elements and attributes of XHTML a narrative may have (http://hl7.org/fhir/R4/narrative.html), and that it says something.</summary>
internal static class XhtmlRules
{
    private static readonly FrozenSet<string> s_elements = Words(
        """
        p br div h1 h2 h3 h4 h5 h6 a span b em i strong small big tt dfn q var abbr acronym cite blockquote hr address bdo kbd sub sup ul ol li dl dt dd pre
        table caption colgroup col thead tr tfoot tbody th td code samp img map area del ins u s strike
        """);

    private static readonly FrozenSet<string> s_attributes = Words(
        """
        title style class id name lang xml:lang xml:space dir accesskey tabindex xmlns width height align valign char charoff abbr axis headers scope rowspan colspan span
        border frame rules cellspacing cellpadding summary nowrap bgcolor clear size noshade color compact start type value
        href src alt longdesc usemap ismap cite charset hreflang rel rev shape coords nohref target datetime idref role
        """);

    /// <summary>Whether an element's text is well-formed and keeps the rules; false when there is none.</summary>
    public static bool AreKept(Element narrative)
    {
        var content = narrative.Content;
        ref readonly var node = ref content.Node;
        if (!node.HasValue)
            return false;
        var bytes = content.Tree.Text.AsSpan(node.Start, node.Length);
        if (!node.IsEscaped)
            return AreKept(bytes);
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        var areKept = JsonText.Unescape(bytes, buffer) is >= 0 and var length && AreKept(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return areKept;
    }

    /// <summary>Whether a text is well-formed and keeps the rules.</summary>
    public static bool AreKept(ReadOnlySpan<byte> text) => XhtmlFragment.Fault(text) is null && Fault(text) is null;

    /// <summary>What a well-formed narrative breaks; null when nothing.</summary>
    public static string? Fault(ReadOnlySpan<byte> text)
    {
        var hasContent = false;
        while (text.IndexOf((byte)'<') is >= 0 and var open)
        {
            hasContent |= !text[..open].Trim(" \t\r\n"u8).IsEmpty;
            text = text[open..];
            if (text.StartsWith("<!--"u8) || text.StartsWith("<![CDATA["u8))
            {
                var isComment = text[2] == '-';
                hasContent |= !isComment;
                text = text[(text.IndexOf(isComment ? "-->"u8 : "]]>"u8) + 3)..];
                continue;
            }

            var end = End(text);
            if (text[1] != '/' && TagFault(text[1..end], ref hasContent) is { } fault)
                return fault;
            text = text[(end + 1)..];
        }

        return hasContent ? null : "The narrative says nothing.";
    }

    // The > that closes a tag; in the value of an attribute it means nothing.
    private static int End(ReadOnlySpan<byte> tag)
    {
        var quote = (byte)0;
        for (var i = 0; i < tag.Length; i++)
        {
            if (quote == 0 && tag[i] == '>')
                return i;
            if (quote == 0 && tag[i] is (byte)'"' or (byte)'\'')
                quote = tag[i];
            else if (tag[i] == quote)
                quote = 0;
        }

        return tag.Length - 1;
    }

    private static string? TagFault(ReadOnlySpan<byte> tag, ref bool hasContent)
    {
        var at = tag.IndexOfAny(" \t\r\n/"u8);
        var name = at < 0 ? tag : tag[..at];
        hasContent |= name.SequenceEqual("img"u8);
        if (!Has(s_elements, name))
            return "The narrative has an element that none may have.";
        for (var rest = at < 0 ? [] : tag[at..]; rest.IndexOf((byte)'=') is >= 0 and var equals;)
        {
            var attribute = rest[..equals].Trim(" \t\r\n/"u8);
            if (!attribute.StartsWith("xmlns:"u8) && !attribute.StartsWith("data-"u8) && !Has(s_attributes, attribute))
                return "The narrative has an attribute that none may have.";
            rest = rest[(equals + 1)..].TrimStart(" \t\r\n"u8);
            if (rest.IsEmpty)
                return null;
            var close = rest[1..].IndexOf(rest[0]);
            if (close > 0 && (attribute.SequenceEqual("href"u8) || attribute.SequenceEqual("src"u8)) && IsActive(rest.Slice(1, close)))
                return "The narrative has a link that would run.";
            rest = close < 0 ? [] : rest[(close + 2)..];
        }

        return null;
    }

    // Browsers pass over white space and case in a scheme; a reference in place of a character could hide one.
    private static bool IsActive(ReadOnlySpan<byte> link)
    {
        Span<byte> scheme = stackalloc byte[12];
        var length = 0;
        foreach (var letter in link)
            if (letter == '&')
                return length < 4;
            else if (letter is (byte)':')
                return scheme[..length].SequenceEqual("javascript"u8) || scheme[..length].SequenceEqual("vbscript"u8);
            else if (letter > ' ' && length < scheme.Length)
                scheme[length++] = (byte)char.ToLowerInvariant((char)letter);
            else if (length == scheme.Length)
                return false;
        return false;
    }

    private static bool Has(FrozenSet<string> words, ReadOnlySpan<byte> word)
    {
        Span<char> text = stackalloc char[32];
        return word.Length <= text.Length && words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..Encoding.UTF8.GetChars(word, text)]);
    }

    private static FrozenSet<string> Words(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
