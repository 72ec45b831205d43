namespace Gateway.Fhir.Outcomes;

/// <summary>What is wrong, in those codes of OperationOutcome.issue.code that faults of content and queries use (http://hl7.org/fhir/R4/valueset-issue-type.html).</summary>
public enum FaultKind
{
    /// <summary>The content is not JSON, XML or UTF-8, or is shaped as no resource is.</summary>
    Structure,

    /// <summary>A value that its type does not allow.</summary>
    Value,

    /// <summary>More of something than the limits allow.</summary>
    TooLong,

    /// <summary>Something that the standard knows and this gateway does not do, or that nobody knows.</summary>
    NotSupported,

    /// <summary>Something that must be there and is not.</summary>
    Required,

    /// <summary>A rule of a definition, written in FHIRPath, that the content breaks.</summary>
    Invariant,

    /// <summary>A code that its system or the value set that is due does not have.</summary>
    CodeInvalid,

    /// <summary>A rule of the standard's text that the content breaks.</summary>
    BusinessRule,

    /// <summary>An extension that is not known, or that does not belong where it is.</summary>
    Extension,

    /// <summary>Something that the content leads to and that is not there.</summary>
    NotFound,

    /// <summary>Said for the reader's information.</summary>
    Informational,
}
