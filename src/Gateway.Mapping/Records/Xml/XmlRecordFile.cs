using System.Xml;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Records.Xml;

/// <summary>The records of XML content: the root element where it has the model's name, else those of its children that have it.</summary>
internal sealed class XmlRecordFile(RecordWindow window, TypeDefinition model, RecordOptions options)
{
    private readonly RecordTrail _trail = new(options);
    private int _number;
    private State _state;

    private enum State
    {
        AtStart,
        InEnvelope,
        InRecord,
        AtEnd,
    }

    public IEnumerable<RecordReading> Read()
    {
        using var tree = new TreeBuilder(256);
        using var tokens = new XmlRecordTokens(window, options);
        var reader = new XmlRecordReader(tokens, tree, _trail);
        while (Next(tokens, reader) is { } reading)
            yield return reading;
    }

    private RecordReading? Next(XmlRecordTokens tokens, XmlRecordReader reader)
    {
        try
        {
            return _state switch
            {
                State.AtStart => Open(tokens, reader),
                State.InEnvelope => NextInside(tokens, reader),
                _ => null,
            };
        }
        catch (XmlException e)
        {
            // Between records, the break is that of the next; after a root that is a record, of that one.
            var path = _state == State.InRecord ? _trail.Path : "";
            if (_state == State.InEnvelope)
                _number++;
            _state = State.AtEnd;
            return RecordReading.Refused(_number, tokens.Broken(e, path));
        }
    }

    private RecordReading? Open(XmlRecordTokens tokens, XmlRecordReader reader)
    {
        var isOtherEncoding = false;
        while (tokens.Next() && tokens.Xml.NodeType != XmlNodeType.Element)
            isOtherEncoding |= tokens.Xml.GetAttribute("encoding") is { } encoding && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        if (isOtherEncoding)
            return Refuse("The XML declares another encoding than UTF-8.", tokens.Here);
        if (tokens.Xml.LocalName == model.Name)
        {
            var reading = ReadRecord(tokens, reader);
            End(tokens);
            return reading;
        }

        _state = State.InEnvelope;
        var root = tokens.Here;
        if (!tokens.Xml.IsEmptyElement && NextInside(tokens, reader) is { } first)
            return first;
        return Refuse($"The root element must be {model.Name}, or hold elements of that name.", root);
    }

    private RecordReading? NextInside(XmlRecordTokens tokens, XmlRecordReader reader)
    {
        while (tokens.Next() && tokens.Xml.Depth > 0)
        {
            if (tokens.Xml.NodeType != XmlNodeType.Element)
                continue;
            if (tokens.Xml.LocalName == model.Name)
                return ReadRecord(tokens, reader);
            tokens.Skip();
        }

        End(tokens);
        return null;
    }

    private RecordReading ReadRecord(XmlRecordTokens tokens, XmlRecordReader reader)
    {
        var back = _state == State.AtStart ? State.AtEnd : _state;
        _number++;
        _trail.Start();
        _state = State.InRecord;
        var line = tokens.Here.Line;
        var root = reader.ReadRecord(model);
        _state = back;
        return new RecordReading { Number = _number, Line = line, Root = root, Faults = _trail.Faults(), Unmapped = _trail.TakeUnmapped() };
    }

    // Text after the root element is a break too.
    private void End(XmlRecordTokens tokens)
    {
        while (tokens.Next())
        {
        }

        _state = State.AtEnd;
    }

    private RecordReading Refuse(string message, (int Line, int Column) place)
    {
        _state = State.AtEnd;
        return RecordReading.Refused(0, new Fault(FaultKind.Structure, message, "", place.Line, place.Column));
    }
}
