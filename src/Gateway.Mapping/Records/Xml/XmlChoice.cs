using System.Xml;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Mapping.Records.Xml;

/// <summary>How XML tells that a choice has parts and not only a text.</summary>
internal static class XmlChoice
{
    public static ElementDefinition? Complex(ElementDefinition choice) => choice.Variants.FirstOrDefault(v => !v.Type.IsPrimitive);

    /// <summary>The variant with parts, where the element that the reader is at has an attribute of it.</summary>
    public static ElementDefinition? HasParts(XmlReader xml, ElementDefinition choice)
    {
        if (xml.AttributeCount == 0 || Complex(choice) is not { } complex)
            return null;
        ElementDefinition? found = null;
        while (found is null && xml.MoveToNextAttribute())
            if (complex.Type.Find(xml.LocalName) is { } child && (child.Facts.Traits & ElementTraits.XmlAttribute) != 0)
                found = complex;
        xml.MoveToElement();
        return found;
    }
}
