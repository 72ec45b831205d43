using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Records.Csv;

/// <summary>
/// Cuts CSV into rows as RFC 4180 has them (https://www.rfc-editor.org/rfc/rfc4180): a quoted field may hold line ends. A row whose quotes are broken
/// ends with the line on which it starts, so that the rows after it are whole again. Empty lines are no rows.
/// </summary>
internal sealed class CsvRows(RecordWindow window, RecordOptions options)
{
    private const int NeedsMore = -1;
    private static ReadOnlySpan<byte> LineEnds => "\r\n"u8;

    /// <summary>The row without its line end, valid until the next is asked for.</summary>
    public ReadOnlySpan<byte> Row => window.Rest[.._length];

    public int Line => window.Line;

    /// <summary>What is wrong with the row, at which byte of it; null when it is sound.</summary>
    public (FaultKind Kind, string Message, int Offset)? Fault { get; private set; }

    private int _length;
    private int _whole;
    private bool _isOpenEnded;

    public bool Next()
    {
        while (true)
        {
            window.Advance(_whole);
            (_length, _whole) = (0, 0);
            if (_isOpenEnded)
                SkipLine();
            if (window.Rest.IsEmpty && !window.Fill())
                return false;
            Fault = null;
            Frame();
            if (_length > 0)
                return true;
        }
    }

    private void Frame()
    {
        while (true)
        {
            var text = window.Rest;
            var at = 0;
            string? fault = null;
            do
                at = FieldEnd(text, at, window.IsLast, out fault);
            while (at >= 0 && at < text.Length && fault is null && text[at++] == ',');

            if (fault is not null || (at == NeedsMore && window.IsFull))
            {
                Break(fault, at);
                return;
            }

            if (at != NeedsMore && (at < text.Length || window.IsLast || window.IsFull || text[^1] == '\n'))
            {
                _whole = at;
                _length = text[..at].TrimEnd(LineEnds).Length;
                if (at > 0 && at < text.Length && text[at - 1] == '\r' && text[at] == '\n')
                    _whole++;
                return;
            }

            window.Double();
        }
    }

    // The row ends with its first line, however long that is.
    private void Break(string? fault, int at)
    {
        int end;
        while ((end = window.Rest.IndexOfAny(LineEnds)) < 0 && window.Double())
        {
        }

        _isOpenEnded = end < 0;
        Fault = fault is null
            ? (FaultKind.TooLong, $"The row has more than the {options.MaxRecordBytes} bytes that are read.", 0)
            : (FaultKind.Structure, fault, at);
        _length = end < 0 ? window.Rest.Length : end;
        _whole = Math.Min(window.Rest.Length, _length + (window.Rest[_length..].StartsWith("\r\n"u8) ? 2 : 1));
    }

    // The rest of a line that was too long to be held.
    private void SkipLine()
    {
        int end;
        do
        {
            end = window.Rest.IndexOfAny(LineEnds);
            window.Advance(end < 0 ? window.Rest.Length : end);
        }
        while (end < 0 && window.Fill());
        _isOpenEnded = false;
    }

    // The offset of the comma or line end after a field, or of what is wrong in it.
    private static int FieldEnd(ReadOnlySpan<byte> text, int at, bool isLast, out string? fault)
    {
        fault = null;
        var start = at;
        if (at >= text.Length || text[at] != '"')
        {
            var plain = text[at..].IndexOfAny(",\r\n\""u8);
            if (plain < 0)
                return isLast ? text.Length : NeedsMore;
            fault = text[at + plain] == '"' ? "A quote stands inside a field that does not start with one." : null;
            return at + plain;
        }

        while (true)
        {
            var quote = text[(at + 1)..].IndexOf((byte)'"');
            if (quote < 0 || (at + quote + 2 == text.Length && !isLast))
            {
                fault = isLast ? "A quote is not closed." : null;
                return isLast ? start : NeedsMore;
            }

            at += quote + 2;
            if (at == text.Length || text[at] is (byte)',' or (byte)'\r' or (byte)'\n')
                return at;
            if (text[at] == '"')
                continue;
            fault = "Text stands behind the quote that closes a field.";
            return at;
        }
    }
}
