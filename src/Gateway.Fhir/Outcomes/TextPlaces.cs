namespace Gateway.Fhir.Outcomes;

/// <summary>Turns byte offsets of a UTF-8 text into lines and columns; offsets that grow cost one pass in all.</summary>
internal sealed class TextPlaces
{
    private int _offset;
    private int _line = 1;
    private int _lineStart;

    public (int Line, int Column) At(ReadOnlySpan<byte> text, int offset)
    {
        offset = Math.Clamp(offset, 0, text.Length);
        if (offset < _offset)
            (_offset, _line, _lineStart) = (0, 1, 0);
        for (; _offset < offset; _offset++)
        {
            if (text[_offset] == '\n')
            {
                _line++;
                _lineStart = _offset + 1;
            }
        }

        var column = 1;
        foreach (var b in text[_lineStart..offset])
            if ((b & 0xC0) != 0x80)
                column++;
        return (_line, column);
    }
}
