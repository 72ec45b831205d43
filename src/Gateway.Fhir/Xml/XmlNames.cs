using System.Xml;

namespace Gateway.Fhir.Xml;

/// <summary>The namespaces of FHIR's XML, and names from content as far as faults may repeat them.</summary>
internal static class XmlNames
{
    public const string Fhir = "http://hl7.org/fhir";
    public const string Xhtml = "http://www.w3.org/1999/xhtml";
    private const string Xmlns = "http://www.w3.org/2000/xmlns/";
    private const string Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>True when the attribute that the reader is at declares a namespace.</summary>
    public static bool IsDeclaration(XmlReader xml) => xml.NamespaceURI == Xmlns;

    /// <summary>True when the attribute that the reader is at only says where a schema is.</summary>
    public static bool IsSchemaLocation(XmlReader xml) => xml.NamespaceURI == Xsi && xml.LocalName == "schemaLocation";

    /// <summary>An unknown name for a message: long or odd ones could be data.</summary>
    public static string Shown(string name) => name.Length <= 64 && !name.AsSpan().ContainsAnyExceptInRange('!', '~') ? $"'{name}'" : "of that name";

    /// <summary>An unknown name as a step of an expression; null when it cannot be one.</summary>
    public static string? Step(string name) => name.Length <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? name : null;
}
