using System.Buffers;

namespace Gateway.Fhir.Xml;

/// <summary>
/// Checks that the text of a narrative is one well-formed XHTML <c>div</c> without a DTD, processing instructions or entities that
/// XML does not define (http://hl7.org/fhir/R4/narrative.html). It never changes a byte; the permitted tags are the validator's concern.
/// </summary>
internal ref struct XhtmlFragment
{
    private const int MaxDepth = 256;
    private static readonly SearchValues<byte> s_hex = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private static readonly bool[] s_nameBytes =
        [.. Enumerable.Range(0, 256).Select(b => b >= 0x80 || char.IsAsciiLetterOrDigit((char)b) || b is ':' or '-' or '_' or '.')];

    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<(int Start, int Length)> _open;
    private int _depth;
    private int _at;

    private XhtmlFragment(ReadOnlySpan<byte> text, Span<(int Start, int Length)> open)
    {
        _text = text;
        _open = open;
    }

    /// <summary>What is wrong with the fragment; null when nothing is.</summary>
    public static string? Fault(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        if (!IsDiv(text))
            return "A narrative is one div element in the XHTML namespace.";
        return new XhtmlFragment(text, stackalloc (int, int)[MaxDepth]).Check();
    }

    private string? Check()
    {
        string? fault = null;
        while (fault is null && _at < _text.Length)
        {
            if (_text[_at] != '<')
            {
                fault = Run();
                continue;
            }

            fault = (_at + 1 < _text.Length ? _text[_at + 1] : 0) switch
            {
                '/' => EndTag(),
                '!' when _text[_at..].StartsWith("<!--"u8) => Section("-->"u8),
                '!' when _text[_at..].StartsWith("<![CDATA["u8) => Section("]]>"u8),
                '!' or '?' => "The narrative holds a DTD or a processing instruction.",
                _ => StartTag(),
            };
        }

        return fault ?? (_depth == 0 ? null : "The narrative ends before its elements are closed.");
    }

    // Text up to the next tag.
    private string? Run()
    {
        if (_depth == 0)
            return "The narrative has text outside its div.";
        var rest = _text[_at..];
        var stop = rest.IndexOfAny((byte)'<', (byte)'&');
        if (stop < 0 || rest[stop] == '<')
        {
            _at += stop < 0 ? rest.Length : stop;
            return null;
        }

        var length = Reference(rest[stop..]);
        _at += stop + length;
        return length > 0 ? null : EntityFault;
    }

    private string? Section(ReadOnlySpan<byte> closing)
    {
        var end = _text[_at..].IndexOf(closing);
        if (end < 0 || _depth == 0)
            return "A comment or CDATA section of the narrative is out of place or not closed.";
        _at += end + closing.Length;
        return null;
    }

    private string? EndTag()
    {
        if (_depth == 0)
            return "The narrative closes an element that is not open.";
        var (start, length) = _open[--_depth];
        _at += 2;
        if (!_text[_at..].StartsWith(_text.Slice(start, length)))
            return "The elements of the narrative are not nested properly.";
        _at += length;
        SkipSpaces();
        return _at < _text.Length && _text[_at++] == '>' ? null : "The elements of the narrative are not nested properly.";
    }

    private string? StartTag()
    {
        if (_depth == 0 && _at > 0)
            return "The narrative has more than one root element.";
        var name = ++_at;
        var nameLength = SkipName();
        if (nameLength == 0)
            return "The narrative holds a < that opens no element.";
        while (true)
        {
            var before = _at;
            SkipSpaces();
            if (_at >= _text.Length)
                return "The narrative ends inside a tag.";
            if (_text[_at] == '>')
            {
                _at++;
                if (_depth == MaxDepth)
                    return $"The narrative nests more than {MaxDepth} elements.";
                _open[_depth++] = (name, nameLength);
                return null;
            }

            if (_text[_at] == '/')
            {
                _at += 2;
                return _at <= _text.Length && _text[_at - 1] == '>' ? null : "A tag in the narrative is malformed.";
            }

            if (Attribute(_at > before) is { } fault)
                return fault;
        }
    }

    private string? Attribute(bool isSeparate)
    {
        if (!isSeparate || SkipName() == 0)
            return "A tag in the narrative is malformed.";
        SkipSpaces();
        if (_at >= _text.Length || _text[_at++] != '=')
            return "An attribute in the narrative has no value.";
        SkipSpaces();
        if (_at >= _text.Length || _text[_at] is not ((byte)'"' or (byte)'\''))
            return "An attribute value in the narrative is not quoted.";
        var quote = _text[_at++];
        while (true)
        {
            var rest = _text[_at..];
            var stop = rest.IndexOfAny(quote, (byte)'<', (byte)'&');
            if (stop < 0 || rest[stop] == '<')
                return "An attribute value in the narrative is not closed, or holds a <.";
            _at += stop + 1;
            if (rest[stop] == quote)
                return null;
            var length = Reference(rest[stop..]);
            if (length == 0)
                return EntityFault;
            _at += length - 1;
        }
    }

    private void SkipSpaces()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r')
            _at++;
    }

    private int SkipName()
    {
        var start = _at;
        if (_at < _text.Length && _text[_at] is >= (byte)'-' and <= (byte)'9')
            return 0;
        while (_at < _text.Length && s_nameBytes[_text[_at]])
            _at++;
        return _at - start;
    }

    private static string EntityFault => "The narrative holds an & that starts no entity of XML (named HTML entities such as &nbsp; are not allowed).";

    private static bool IsDiv(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != '<')
            return false;
        var tag = text[..(XmlTags.End(text, 0, out _) - 1)];
        var at = tag.IndexOf("http://www.w3.org/1999/xhtml"u8);
        var stop = tag.IndexOfAny(" \t\r\n/"u8);
        return at > 0 && stop > 0 && tag[at - 1] is (byte)'"' or (byte)'\'' && (tag[1..stop].SequenceEqual("div"u8) || tag[1..stop].EndsWith(":div"u8));
    }

    // The length of the reference that starts here, or 0 when it is none.
    private static int Reference(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)';');
        if (end < 2)
            return 0;
        var name = text[1..end];
        var isReference = name[0] != '#'
            ? name.SequenceEqual("lt"u8) || name.SequenceEqual("gt"u8) || name.SequenceEqual("amp"u8) || name.SequenceEqual("quot"u8) || name.SequenceEqual("apos"u8)
            : name.Length is > 1 and < 9 && (name[1] == 'x'
                ? name.Length > 2 && !name[2..].ContainsAnyExcept(s_hex)
                : !name[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));
        return isReference ? end + 1 : 0;
    }
}
