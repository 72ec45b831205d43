using System.Text.Unicode;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Records.Csv;

/// <summary>
/// The rows of a file as the CSV parser is given them: sound ones as they are, and an empty field for each that cannot be taken apart, so that
/// its rows and the rows of the file keep step however far it reads ahead.
/// </summary>
internal sealed class CsvSource(RecordWindow window, RecordOptions options) : ForwardStream
{
    private readonly CsvRows _rows = new(window, options);
    private byte[] _given = new byte[1024];
    private int _next;
    private int _end;

    /// <summary>The rows that were given and not yet taken: the line of each, and what is wrong with it.</summary>
    public Queue<(int Line, Fault? Fault)> Given { get; } = new();

    public override int Read(Span<byte> buffer)
    {
        if (_next == _end && !Give())
            return 0;
        var count = Math.Min(buffer.Length, _end - _next);
        _given.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    private bool Give()
    {
        if (!_rows.Next())
            return false;
        var fault = Fault();
        Given.Enqueue((_rows.Line, fault));
        var row = fault is null ? _rows.Row : "\"\""u8;
        if (_given.Length <= row.Length)
            _given = new byte[row.Length * 2];
        row.CopyTo(_given);
        _given[row.Length] = (byte)'\n';
        (_next, _end) = (0, row.Length + 1);
        return true;
    }

    private Fault? Fault()
    {
        if (_rows.Fault is { } broken)
            return At(broken.Kind, broken.Message, new TextPlaces().At(window.Rest, broken.Offset));
        return Utf8.IsValid(_rows.Row) ? null
            : FhirJson.InvalidUtf8(_rows.Row) is var invalid ? At(invalid.Kind, invalid.Message, (invalid.Line, invalid.Column)) : null;
    }

    private Fault At(FaultKind kind, string message, (int Line, int Column) place)
    {
        var (line, column) = TextPlaces.Within(_rows.Line, 1, place);
        return new Fault(kind, message, "", line, column);
    }
}
