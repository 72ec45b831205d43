using System.Xml;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Xml;

/// <summary>What is said of text that is not well-formed XML. Only the kind of the break is repeated: the parser's own message may quote content.</summary>
internal static class XmlBreak
{
    private static readonly (string Sign, string Message)[] s_kinds =
    [
        ("DTD", "The XML has a document type declaration: DTDs and entities are not allowed."),
        ("undeclared entity", "The XML names an entity that XML itself does not define: DTDs and entities are not allowed."),
        ("multiple root", "The XML has more than one root element."),
        ("Root element is missing", "The XML has no root element."),
        ("end of file", "The XML ends too early."),
        ("Data at the root level", "The XML has text outside its root element."),
        ("does not match the end tag", "An end tag closes another element than the one that is open."),
        ("duplicate attribute", "An attribute stands twice in one tag."),
        ("undeclared prefix", "A namespace prefix is not declared."),
        ("is an invalid character", "The XML holds a character that XML does not allow."),
    ];

    public static Fault Fault(XmlException e, XmlTokens tokens)
    {
        var place = tokens.At(e);
        if (e.Message.StartsWith(XmlTokens.TooDeep, StringComparison.Ordinal))
            return new Fault(FaultKind.TooLong, "The XML is nested too deeply to be read on.", "", place.Line, place.Column);
        var message = s_kinds.FirstOrDefault(k => e.Message.Contains(k.Sign, StringComparison.Ordinal)).Message;
        return new Fault(FaultKind.Structure, message ?? "The XML is malformed here.", "", place.Line, place.Column);
    }
}
