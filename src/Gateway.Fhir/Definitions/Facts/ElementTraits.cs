namespace Gateway.Fhir.Definitions.Facts;

/// <summary>The yes-or-no facts of an element.</summary>
[Flags]
public enum ElementTraits : byte
{
    None = 0,
    Summary = 1,
    Modifier = 2,

    /// <summary>Written as an attribute in XML (representation = xmlAttr).</summary>
    XmlAttribute = 4,
    MustSupport = 8,

    /// <summary>The order of repetitions carries meaning (orderMeaning is present).</summary>
    Ordered = 16,

    /// <summary>Written as the text of the element around it in XML (representation = xmlText).</summary>
    XmlText = 32,

    /// <summary>Says its type in XML as xsi:type (representation = typeAttr).</summary>
    XmlTypeAttribute = 64,
}
