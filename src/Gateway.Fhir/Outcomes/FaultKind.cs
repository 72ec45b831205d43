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
}
