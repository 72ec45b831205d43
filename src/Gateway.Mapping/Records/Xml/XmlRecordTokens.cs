using System.Text;
using System.Xml;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Xml;

namespace Gateway.Mapping.Records.Xml;

/// <summary>The nodes of an XML stream without comments, processing instructions and white space between elements. No DTD is read and nothing is fetched.</summary>
internal sealed class XmlRecordTokens : IDisposable
{
    public const string TooLong = "too long";
    private const int DeepestXml = 1024;

    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    private readonly XmlSourceText _source;
    private readonly IXmlLineInfo _info;
    private readonly (int Line, int Column) _origin;
    private readonly bool _isInner;
    private readonly int _maxBytes;
    private readonly char[] _chars = new char[1024];

    public XmlRecordTokens(RecordWindow window, RecordOptions options)
        : this(window.ToStream(), (window.Line, window.Column), options.MaxRecordBytes)
    {
    }

    /// <summary>XML that lies as text in XML; all of it has the place of the element that it lies in.</summary>
    public XmlRecordTokens(string text, XmlRecordTokens outer, (int Line, int Column) place)
        : this(new MemoryStream(Encoding.UTF8.GetBytes(text)), place, outer._maxBytes) => _isInner = true;

    private XmlRecordTokens(Stream stream, (int Line, int Column) origin, int maxBytes)
    {
        _maxBytes = maxBytes;
        _origin = origin;
        _source = new XmlSourceText(stream, maxBytes);
        Xml = XmlReader.Create(_source, s_settings);
        _info = (IXmlLineInfo)Xml;
    }

    public XmlReader Xml { get; }

    /// <summary>Where the node starts: the &lt; of a tag, the name of an attribute. Columns count UTF-16 units, as the platform's reader does.</summary>
    public (int Line, int Column) Here
    {
        get
        {
            if (_isInner)
                return _origin;
            var back = Xml.NodeType switch { XmlNodeType.Element => 1, XmlNodeType.EndElement => 2, _ => 0 };
            return TextPlaces.Within(_origin.Line, _origin.Column, (_info.LineNumber, _info.LinePosition - back));
        }
    }

    /// <summary>Goes to the next node; false at the end of the text.</summary>
    /// <exception cref="XmlException">The XML is not well-formed, or nested so deeply that following it would cost too much.</exception>
    public bool Next()
    {
        if (!Xml.Read())
            return false;
        return Xml.Depth <= DeepestXml ? true : throw new XmlException(XmlTokens.TooDeep, null, _info.LineNumber, _info.LinePosition);
    }

    /// <summary>From the start of an element to its end.</summary>
    public void Skip()
    {
        if (Xml.IsEmptyElement)
            return;
        var depth = Xml.Depth;
        do
            Next();
        while (Xml.Depth > depth);
    }

    /// <summary>Adds the text that the reader is at, without making a string of it.</summary>
    public void Append(RecordValues values)
    {
        // Half a surrogate pair at the end waits for its other half.
        var kept = 0;
        for (int count; (count = Xml.ReadValueChunk(_chars, kept, _chars.Length - kept)) > 0; CheckLength(values.Count))
        {
            count += kept;
            kept = char.IsHighSurrogate(_chars[count - 1]) ? 1 : 0;
            values.Append(_chars.AsSpan(0, count - kept));
            _chars[0] = _chars[count - 1];
        }
    }

    /// <summary>The text that the reader is at.</summary>
    public string Text()
    {
        var count = Xml.ReadValueChunk(_chars, 0, _chars.Length);
        var text = new StringBuilder().Append(_chars, 0, count);
        while ((count = Xml.ReadValueChunk(_chars, 0, _chars.Length)) > 0)
            CheckLength(text.Append(_chars, 0, count).Length);
        return text.ToString();
    }

    public Fault Broken(XmlException e, string path)
    {
        var place = e.LineNumber > 0 && !_isInner ? TextPlaces.Within(_origin.Line, _origin.Column, (e.LineNumber, e.LinePosition)) : Here;
        var (kind, message) = e.Message switch
        {
            var m when m.StartsWith(XmlTokens.TooDeep, StringComparison.Ordinal) => (FaultKind.TooLong, "The XML is nested too deeply to be read on."),
            var m when m.StartsWith(TooLong, StringComparison.Ordinal) => (FaultKind.TooLong, $"The record has more than the {_maxBytes} bytes that are read."),
            var m when m.StartsWith(XmlSourceText.OvergrownTag, StringComparison.Ordinal) => (FaultKind.TooLong, $"A tag is too long, or has more than {XmlTags.MaxAttributes} attributes."),
            var m when m.Contains(XmlSourceText.NotUtf8, StringComparison.Ordinal) => (FaultKind.Structure, "The text is not UTF-8."),
            _ => (FaultKind.Structure, XmlBreak.Message(e) ?? "The XML is malformed here."),
        };
        return new Fault(kind, message, path, Math.Max(1, place.Line), Math.Max(1, place.Column));
    }

    public void Dispose()
    {
        Xml.Dispose();
        _source.Dispose();
    }

    private void CheckLength(int length)
    {
        if (length > _maxBytes)
            throw new XmlException(TooLong, null, _info.LineNumber, _info.LinePosition);
    }
}
