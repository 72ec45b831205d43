using System.Text;
using System.Xml;

namespace Gateway.Fhir.Xml;

/// <summary>The nodes of an XML text without comments and white space between elements, each with its place. No DTD is read and nothing is fetched.</summary>
internal sealed class XmlTokens : IDisposable
{
    public const string TooDeep = "depth";
    private const int DeepestXml = 1024;

    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreWhitespace = true,
    };

    private readonly XmlCursor _cursor;

    public XmlTokens(byte[] utf8)
    {
        Text = utf8;
        _cursor = new XmlCursor(utf8);
        var start = utf8.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var stream = new MemoryStream(utf8, start, utf8.Length - start, writable: false);

        // A reader over characters does not follow the declared encoding, which is compared instead.
        Xml = XmlReader.Create(new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false), s_settings);
    }

    public byte[] Text { get; }

    public XmlReader Xml { get; }

    /// <summary>Goes to the next node; false at the end of the text.</summary>
    /// <exception cref="XmlException">The XML is not well-formed, or nested so deeply that following it would cost too much.</exception>
    public bool Next()
    {
        do
        {
            if (!Xml.Read())
                return false;
        }
        while (Xml.NodeType == XmlNodeType.SignificantWhitespace);
        if (Xml.Depth <= DeepestXml)
            return true;
        var info = (IXmlLineInfo)Xml;
        throw new XmlException(TooDeep, null, info.LineNumber, info.LinePosition);
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

    /// <summary>Where the node starts: the &lt; of a tag, the name of an attribute, the first character of a text that is no white space.</summary>
    public XmlPlace Here()
    {
        var info = (IXmlLineInfo)Xml;
        var back = Xml.NodeType switch { XmlNodeType.Element => 1, XmlNodeType.EndElement or XmlNodeType.ProcessingInstruction or XmlNodeType.XmlDeclaration => 2, _ => 0 };
        var place = _cursor.At(info.LineNumber, info.LinePosition - back);
        return Xml.NodeType == XmlNodeType.Text ? _cursor.SkipSpaces() : place;
    }

    /// <summary>Where reading stopped.</summary>
    public XmlPlace At(XmlException e) => _cursor.At(e.LineNumber, e.LinePosition);

    /// <summary>The place after the last character.</summary>
    public XmlPlace End => _cursor.At(int.MaxValue, int.MaxValue);

    public void Dispose() => Xml.Dispose();
}
