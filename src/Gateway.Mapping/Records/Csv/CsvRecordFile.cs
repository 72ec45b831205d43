using CsvHelper;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Records.Csv;

/// <summary>The records of CSV content: the first row is the header, each row after it one record.</summary>
internal sealed class CsvRecordFile(RecordWindow window, TypeDefinition model, RecordOptions options)
{
    private static readonly CsvReaderOptions s_options = new() { HasHeader = false, Separator = ',' };
    private readonly RecordTrail _trail = new(options);
    private readonly RecordValues _values = new();
    private int _number;

    public IEnumerable<RecordReading> Read()
    {
        using var tree = new TreeBuilder(64);
        using var source = new CsvSource(window, options);
        using var csv = CsvReader.Create(source, s_options);
        csv.Read();
        var row = source.Given.Dequeue();
        var header = row.Fault is null ? ReadHeader(csv, row.Line) : null;
        if (header is null || _trail.HasFaults)
        {
            yield return new RecordReading { Number = 0, Line = row.Line, Faults = row.Fault is null ? _trail.Faults() : [row.Fault] };
            yield break;
        }

        // What the header has too much is said once, with the first record.
        for (var unmapped = header.Unmapped; csv.Read(); unmapped = [])
            yield return ReadRow(csv, tree, header.Columns, source.Given.Dequeue()) with { Unmapped = unmapped };
    }

    private CsvHeader ReadHeader(CsvReader csv, int line)
    {
        _trail.Start();
        var header = CsvHeader.Of([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)], model, options);
        foreach (var (message, column) in header.Faults)
            _trail.FaultAt(FaultKind.Structure, message, null, column < 0 ? (line, 1) : Place(csv, column, line));
        return header;
    }

    private RecordReading ReadRow(CsvReader csv, TreeBuilder tree, ElementDefinition?[] columns, (int Line, Fault? Fault) row)
    {
        _number++;
        var (line, broken) = row;
        if (broken is not null)
            return new RecordReading { Number = _number, Line = line, Faults = [broken] };
        _trail.Start();
        tree.Cut(0);
        _values.Cut(0);
        if (csv.FieldCount == columns.Length)
            ReadFields(csv, tree, columns, line);
        else
            _trail.FaultAt(FaultKind.Structure, $"The row has {csv.FieldCount} fields, the header {columns.Length}.", null, (line, 1));
        return new RecordReading
        {
            Number = _number,
            Line = line,
            Root = _trail.HasFaults ? default : new ElementTree(_values.ToArray(), tree.ToNodes(), [], new RowPlaces(line)).Root,
            Faults = _trail.Faults(),
        };
    }

    private void ReadFields(CsvReader csv, TreeBuilder tree, ElementDefinition?[] columns, int line)
    {
        var root = tree.Add(model.Root, 0, 0, NodeFlags.None);
        _trail.Enter(model.Root);
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] is not { } column)
                continue;
            _trail.Item = column.IsArray ? 0 : -1;
            if (ReadField(tree, column, csv.GetSpan(i)) is { } fault)
                _trail.FaultAt(fault.Kind, fault.Message, column.Name, Place(csv, i, line));
        }

        tree.Close(root);
    }

    private (FaultKind Kind, string Message)? ReadField(TreeBuilder tree, ElementDefinition column, ReadOnlySpan<byte> field)
    {
        var value = TextShape.Trim(column, field);
        if (value.IsEmpty)
            return column.Facts.Min > 0 ? (FaultKind.Structure, RecordTrail.Missing(column)) : null;
        if (TextShape.Of(column, value) is not { } taken)
            return (FaultKind.Value, TextShape.NoFit);
        if (PrimitiveFormat.Fault(taken.Type.Primitive, value) is { } fault)
            return (FaultKind.Value, fault);
        var start = _values.Count;
        _values.Append(value);
        _values.Give(ref tree[tree.Add(taken, 0, 0, NodeFlags.None)], start, value.Length);
        return null;
    }

    private static (int Line, int Column) Place(CsvReader csv, int field, int line)
    {
        var row = csv.RawRecord;
        row.Overlaps(csv.GetRawSpan(field), out var offset);
        return TextPlaces.Within(line, 1, new TextPlaces().At(row, offset));
    }
}
