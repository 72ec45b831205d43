namespace Gateway.Mapping.Language;

/// <summary>How a target joins a list (http://hl7.org/fhir/R4/valueset-map-target-list-mode.html; R5 has single in place of collate).</summary>
public enum MapTargetListMode
{
    First,

    /// <summary>The element is shared by all rules with the same id.</summary>
    Share,
    Last,

    /// <summary>There may be only one (R5).</summary>
    Single,
    Collate,
}
