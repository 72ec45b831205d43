using System.Text.Json;
using System.Text.Unicode;
using Gateway.Fhir;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Records.Json;

/// <summary>
/// The records of JSON content: one object, the objects of an array, or objects one after another. After broken JSON, reading goes on at
/// the next line that starts with an object; inside an array it ends there.
/// </summary>
internal sealed class JsonRecordFile(RecordWindow window, TypeDefinition model, RecordOptions options)
{
    private readonly RecordTrail _trail = new(options);
    private int _number;
    private bool _isBroken;

    public IEnumerable<RecordReading> Read()
    {
        using var tree = new TreeBuilder(256);
        foreach (var reading in window.Peek() == '[' ? ReadArray(tree) : ReadSequence(tree))
            yield return reading;
    }

    private IEnumerable<RecordReading> ReadSequence(TreeBuilder tree)
    {
        for (var first = window.Peek(); first >= 0; first = window.Peek())
        {
            if (ReadOne(tree, first) is { } reading)
                yield return reading;
            if (_isBroken && !GoOn())
                yield break;
            _isBroken = false;
        }
    }

    private IEnumerable<RecordReading> ReadArray(TreeBuilder tree)
    {
        window.Advance(1);
        var isFirst = true;
        for (var first = window.Peek(); first != ']' || !isFirst; first = window.Peek())
        {
            if (ReadOne(tree, first) is { } reading)
                yield return reading;
            if (_isBroken)
                yield break;
            isFirst = false;
            var separator = window.Peek();
            if (separator == ']')
                break;
            if (separator != ',')
            {
                yield return RecordReading.Refused(_number + 1, Break(separator < 0 ? "The JSON ends too early." : "The JSON is malformed here."));
                yield break;
            }

            window.Advance(1);
        }

        window.Advance(1);
        if (window.Peek() >= 0)
            yield return RecordReading.Refused(_number + 1, Break("There is text after the JSON array."));
    }

    private RecordReading? ReadOne(TreeBuilder tree, int first)
    {
        while (true)
        {
            tree.Cut(0);
            _trail.Start();
            var text = window.Rest;
            var reader = new JsonRecordReader(text, window.IsLast, tree, _trail);
            try
            {
                if (first == '{' && !model.IsResource)
                    reader.ReadRecord(model);
                else
                    reader.SkipValue();
            }
            catch (JsonException e)
            {
                return Broken(e, text);
            }

            if (!reader.IsCut)
                return Close(tree, first, text[..reader.Length]);
            if (!window.Double() && window.IsFull)
                return TooLong();
        }
    }

    private RecordReading? Close(TreeBuilder tree, int first, ReadOnlySpan<byte> text)
    {
        var (line, column) = (window.Line, window.Column);
        var record = first == 'n' ? [] : text.ToArray();
        window.Advance(text.Length);
        if (first == 'n')
            return null;
        _number++;
        if (!Utf8.IsValid(record))
            return Of(line, Within([FhirJson.InvalidUtf8(record)], line, column));
        if (first != '{')
            return Of(line, [new Fault(FaultKind.Structure, "A record is an object in JSON.", "", line, column)]);
        var places = SourcePlaces.InTextFrom(line, column);
        if (model.IsResource)
        {
            var read = FhirJson.Read(record, model.Set, ReadOptions.Tolerant, model, places);
            return Of(line, Within(read.Faults, line, column)) with { Root = read.Root };
        }

        if (_trail.HasFaults)
            return Of(line, Within(_trail.Faults(record), line, column));
        var root = new ElementTree(record, tree.ToNodes(), [], places).Root;
        return new RecordReading { Number = _number, Line = line, Root = root, Unmapped = _trail.TakeUnmapped() };
    }

    private RecordReading Broken(JsonException e, ReadOnlySpan<byte> text)
    {
        var (message, offset) = JsonBreak.Of(e, text);
        _trail.Fault(FaultKind.Structure, message, null, offset);
        return Stop(text);
    }

    private RecordReading TooLong()
    {
        _trail.Start();
        _trail.Fault(FaultKind.TooLong, $"The record has more than the {options.MaxRecordBytes} bytes that are read.", null, 0);
        return Stop(window.Rest);
    }

    private RecordReading Stop(ReadOnlySpan<byte> text)
    {
        (_isBroken, _number) = (true, _number + 1);
        var (line, column) = (window.Line, window.Column);
        return Of(line, Within(_trail.Faults(text), line, column));
    }

    // To the next line that starts with an object; false when there is none.
    private bool GoOn()
    {
        while (true)
        {
            if (window.Rest.IndexOf((byte)'\n') is >= 0 and var end)
            {
                window.Advance(end + 1);
                if ((!window.Rest.IsEmpty || window.Fill()) && window.Rest[0] == '{')
                    return true;
            }
            else
            {
                window.Advance(window.Rest.Length);
                if (!window.Fill())
                    return false;
            }
        }
    }

    private RecordReading Of(int line, IReadOnlyList<Fault> faults) => new() { Number = _number, Line = line, Faults = faults, Unmapped = _trail.TakeUnmapped() };

    private Fault Break(string message) => new(FaultKind.Structure, message, "", window.Line, window.Column);

    private static IReadOnlyList<Fault> Within(IReadOnlyList<Fault> faults, int line, int column) => [.. faults.Select(f => f.Line == 0 ? f : Within(f, line, column))];

    private static Fault Within(Fault fault, int line, int column)
    {
        var place = TextPlaces.Within(line, column, (fault.Line, fault.Column));
        return fault with { Line = place.Line, Column = place.Column };
    }
}
