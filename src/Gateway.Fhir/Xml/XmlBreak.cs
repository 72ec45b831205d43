using System.Xml;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Xml;

/// <summary>What is said of text that is not well-formed XML. Only the kind of the break is repeated: the parser's own message may quote content.</summary>
internal static class XmlBreak
{
    private const string TooEarly = "The XML ends too early.";
    private const string OutsideRoot = "The XML has text outside its root element.";

    private static readonly (string Sign, string Message)[] s_kinds =
    [
        ("DTD", "The XML has a document type declaration: DTDs and entities are not allowed."),
        ("undeclared entity", "The XML names an entity that XML itself does not define: DTDs and entities are not allowed."),
        ("multiple root", "The XML has more than one root element."),
        ("Root element is missing", "The XML has no root element."),
        ("end of file", TooEarly),
        ("unclosed literal", TooEarly),
        ("Data at the root level", OutsideRoot),
        ("does not match the end tag", "An end tag closes another element than the one that is open."),
        ("duplicate attribute", "An attribute stands twice in one tag."),
        ("undeclared prefix", "A namespace prefix is not declared."),
        ("is an invalid character", "The XML holds a character that XML does not allow."),
    ];

    /// <summary>What kind of break it is, where that can be told.</summary>
    public static string? Message(XmlException e) => s_kinds.FirstOrDefault(k => e.Message.Contains(k.Sign, StringComparison.Ordinal)).Message;

    public static Fault Fault(XmlException e, XmlTokens tokens)
    {
        var message = Message(e);
        var place = e.LineNumber > 0 ? tokens.At(e) : message == s_kinds[0].Message ? Declaration(tokens) : tokens.End;
        if (message == OutsideRoot && tokens.Text.AsSpan(place.Offset).StartsWith("<"u8))
            (message, place) = (TooEarly, tokens.End);
        if (e.Message.StartsWith(XmlTokens.TooDeep, StringComparison.Ordinal))
            return new Fault(FaultKind.TooLong, "The XML is nested too deeply to be read on.", "", place.Line, place.Column);
        message ??= place.Offset >= tokens.Text.AsSpan().TrimEnd(" \t\r\n"u8).Length ? TooEarly : "The XML is malformed here.";
        return new Fault(FaultKind.Structure, message, "", place.Line, place.Column);
    }

    // The parser says neither where a document type declaration stands nor where the end of a text without elements is.
    private static XmlPlace Declaration(XmlTokens tokens)
    {
        var text = tokens.Text.AsSpan();
        text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        var (line, column) = new TextPlaces().At(text, XmlTags.Next(text, 0));
        return new XmlPlace(line, column, 0);
    }
}
