namespace Gateway.Fhir.Outcomes;

/// <summary>Turns byte offsets of a UTF-8 text into lines and columns; offsets that grow cost one pass in all.</summary>
internal sealed class TextPlaces
{
    private int _offset;
    private int _line = 1;
    private int _column = 1;

    /// <summary>Where a place of a text lies in the longer one that the text stands in from that line and column on.</summary>
    public static (int Line, int Column) Within(int line, int column, (int Line, int Column) place) =>
        (place.Line + line - 1, place.Line == 1 ? place.Column + column - 1 : place.Column);

    public (int Line, int Column) At(ReadOnlySpan<byte> text, int offset)
    {
        offset = Math.Clamp(offset, 0, text.Length);
        if (offset < _offset)
            (_offset, _line, _column) = (0, 1, 1);
        var passed = text[_offset..offset];
        if (passed.LastIndexOf((byte)'\n') is >= 0 and var last)
        {
            _line += passed.Count((byte)'\n');
            _column = 1;
            passed = passed[(last + 1)..];
        }

        foreach (var b in passed)
            if ((b & 0xC0) != 0x80)
                _column++;
        _offset = offset;
        return (_line, _column);
    }
}
