namespace Gateway.Fhir.Xml;

/// <summary>
/// Finds the byte that an XML reader's line and position mean. The reader counts UTF-16 units and ends a line at LF, CR LF or CR.
/// Places that grow cost one pass over the text in all.
/// </summary>
internal sealed class XmlCursor(byte[] text)
{
    private readonly int _first = text.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
    private int _offset = -1;
    private int _line;
    private int _unit;
    private int _column;

    /// <param name="line">The line as the reader counts it.</param>
    /// <param name="unit">The position in the line as the reader counts it.</param>
    public XmlPlace At(int line, int unit)
    {
        if (_offset < 0 || line < _line || (line == _line && unit < _unit))
            (_offset, _line, _unit, _column) = (_first, 1, 1, 1);
        while (_line < line && text.AsSpan(_offset).IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var end)
            EndLine(_offset + end);
        while (_unit < unit && _offset < text.Length)
            Step();
        return Place;
    }

    /// <summary>The first place from the last one on that is no white space.</summary>
    public XmlPlace SkipSpaces()
    {
        while (_offset < text.Length && text[_offset] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            if (text[_offset] is (byte)'\n' or (byte)'\r')
                EndLine(_offset);
            else
                Step();
        }

        return Place;
    }

    private XmlPlace Place => new(_line, _column, _offset);

    private void EndLine(int at)
    {
        _offset = at + (text.AsSpan(at).StartsWith("\r\n"u8) ? 2 : 1);
        (_line, _unit, _column) = (_line + 1, 1, 1);
    }

    private void Step()
    {
        var width = text[_offset] switch { < 0xC0 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
        _offset += width;
        _unit += width == 4 ? 2 : 1;
        _column++;
    }
}
