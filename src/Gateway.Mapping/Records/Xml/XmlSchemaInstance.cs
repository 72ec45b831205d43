using System.Xml;
using Gateway.Fhir.Definitions;

namespace Gateway.Mapping.Records.Xml;

/// <summary>The attributes of XML Schema's instance namespace: what type an element has, and that it has no content.</summary>
internal static class XmlSchemaInstance
{
    public const string Namespace = "http://www.w3.org/2001/XMLSchema-instance";

    public static bool IsNil(XmlReader xml) => xml.AttributeCount > 0 && xml.GetAttribute("nil", Namespace) is "true" or "1";

    /// <summary>The element as the type that it says it has; as it is declared where it says none, or none that it may have.</summary>
    public static ElementDefinition Typed(XmlReader xml, ElementDefinition definition)
    {
        if (xml.AttributeCount == 0 || xml.GetAttribute("type", Namespace) is not { } type)
            return definition;
        var name = type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        if (definition.IsChoice)
            return definition.Variants.FirstOrDefault(v => v.Type.Name == name) ?? definition;
        if (definition.Type.Name == name)
            return definition;
        var set = definition.Set;
        var declared = definition.Facts.Types.Select(t => set.FindType(t.Code)).FirstOrDefault(t => t?.Name == name);
        if (declared is null && definition.Facts.Types is [_] && set.FindType(name) is { } named && named.Is(definition.Type))
            declared = named;
        return declared is null ? definition : definition.As(declared);
    }
}
