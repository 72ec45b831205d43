namespace Gateway.Mapping.Language;

/// <summary>Which of several matches a rule takes (http://hl7.org/fhir/R4/valueset-map-source-list-mode.html).</summary>
public enum MapSourceListMode
{
    First,
    NotFirst,
    Last,
    NotLast,

    /// <summary>There must be only one.</summary>
    OnlyOne,
}
