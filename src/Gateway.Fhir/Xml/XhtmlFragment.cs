using System.Buffers.Text;

namespace Gateway.Fhir.Xml;

/// <summary>
/// Checks that the text of a narrative is one well-formed XHTML <c>div</c> without a DTD, processing instructions or entities that
/// XML does not define (http://hl7.org/fhir/R4/narrative.html). It never changes a byte; the permitted tags are the validator's concern.
/// </summary>
internal ref struct XhtmlFragment
{
    private const int MaxDepth = 256;
    private const int MaxAttributes = 32;
    private const string NoDiv = "A narrative is one div element in the XHTML namespace.";
    private static readonly bool[] s_nameBytes =
        [.. Enumerable.Range(0, 256).Select(b => b >= 0x80 || char.IsAsciiLetterOrDigit((char)b) || b is ':' or '-' or '_' or '.')];

    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<(int Start, int Length)> _open;
    private readonly Span<(int Start, int Length)> _attributes;
    private int _depth;
    private int _at;
    private bool _hasRoot;

    private XhtmlFragment(ReadOnlySpan<byte> text, Span<(int Start, int Length)> space)
    {
        _text = text;
        _open = space[..MaxDepth];
        _attributes = space[MaxDepth..];
    }

    /// <summary>What is wrong with the fragment; null when nothing is.</summary>
    public static string? Fault(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        return text.IsEmpty || text[0] != '<' ? NoDiv : new XhtmlFragment(text, stackalloc (int, int)[MaxDepth + MaxAttributes]).Check();
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

        return fault ?? (_depth > 0 ? "The narrative ends before its elements are closed." : _hasRoot ? null : NoDiv);
    }

    // Text up to the next tag.
    private string? Run()
    {
        if (_depth == 0)
            return "The narrative has text outside its div.";
        var rest = _text[_at..];
        var stop = rest.IndexOfAny((byte)'<', (byte)'&', (byte)'>');
        if (stop < 0 || rest[stop] == '<')
        {
            _at += stop < 0 ? rest.Length : stop;
            return null;
        }

        if (rest[stop] == '>')
        {
            _at += stop + 1;
            return rest[..stop].EndsWith("]]"u8) ? "The text of the narrative holds a ]]>." : null;
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
        for (var count = 0; ; count++)
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
                return RootFault();
            }

            if (_text[_at] == '/')
            {
                _at += 2;
                return _at <= _text.Length && _text[_at - 1] == '>' ? RootFault() : "A tag in the narrative is malformed.";
            }

            if (count == MaxAttributes)
                return $"A tag in the narrative has more than {MaxAttributes} attributes.";
            var start = _at;
            if (_at == before || (_attributes[count] = (start, SkipName())).Length == 0)
                return "A tag in the narrative is malformed.";
            foreach (var (other, length) in _attributes[..count])
                if (_text.Slice(other, length).SequenceEqual(_text.Slice(start, _attributes[count].Length)))
                    return "A tag in the narrative has an attribute twice.";
            if (AttributeValue(out var value) is { } fault)
                return fault;
            _hasRoot |= _depth == 0 && IsDiv(_text.Slice(name, nameLength), _text.Slice(start, _attributes[count].Length), value);
        }
    }

    // The first tag must have been a div that declares the namespace itself.
    private readonly string? RootFault() => _hasRoot ? null : NoDiv;

    // xmlns for div, xmlns:p for p:div.
    private static bool IsDiv(ReadOnlySpan<byte> name, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> value)
    {
        var colon = name.IndexOf((byte)':');
        return value.SequenceEqual("http://www.w3.org/1999/xhtml"u8) && name[(colon + 1)..].SequenceEqual("div"u8)
            && attribute.StartsWith("xmlns"u8) && (colon < 0 ? attribute.Length == 5 : attribute.Length > 6 && attribute[6..].SequenceEqual(name[..colon]));
    }

    private string? AttributeValue(out ReadOnlySpan<byte> value)
    {
        value = default;
        SkipSpaces();
        if (_at >= _text.Length || _text[_at++] != '=')
            return "An attribute in the narrative has no value.";
        SkipSpaces();
        if (_at >= _text.Length || _text[_at] is not ((byte)'"' or (byte)'\''))
            return "An attribute value in the narrative is not quoted.";
        var quote = _text[_at++];
        var start = _at;
        while (true)
        {
            var rest = _text[_at..];
            var stop = rest.IndexOfAny(quote, (byte)'<', (byte)'&');
            if (stop < 0 || rest[stop] == '<')
                return "An attribute value in the narrative is not closed, or holds a <.";
            _at += stop + 1;
            if (rest[stop] == quote)
            {
                value = _text[start..(_at - 1)];
                return null;
            }

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

    // The length of the reference that starts here, or 0 when it is none.
    private static int Reference(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)';');
        if (end < 2)
            return 0;
        var name = text[1..end];
        var isReference = name[0] != '#'
            ? name.SequenceEqual("lt"u8) || name.SequenceEqual("gt"u8) || name.SequenceEqual("amp"u8) || name.SequenceEqual("quot"u8) || name.SequenceEqual("apos"u8)
            : name.Length is > 1 and < 9 && IsCharacter(name[1..]);
        return isReference ? end + 1 : 0;
    }

    // A number, and one of a character that XML 1.0 has.
    private static bool IsCharacter(ReadOnlySpan<byte> number)
    {
        var isHex = number[0] == 'x';
        if (!Utf8Parser.TryParse(isHex ? number[1..] : number, out uint code, out var used, isHex ? 'X' : 'D') || used != number.Length - (isHex ? 1 : 0))
            return false;
        return code is 9 or 10 or 13 or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or (>= 0x10000 and <= 0x10FFFF);
    }
}
