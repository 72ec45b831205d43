namespace Gateway.Fhir.Outcomes;

/// <summary>Turns byte offsets of a UTF-8 text into lines and columns; offsets that grow cost one pass in all.</summary>
internal sealed class TextPlaces
{
    private int _offset;
    private int _line = 1;
    private int _column = 1;

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
