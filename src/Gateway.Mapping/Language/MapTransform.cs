namespace Gateway.Mapping.Language;

/// <summary>How a target's value is made (http://hl7.org/fhir/R4/valueset-map-transform.html).</summary>
public enum MapTransform
{
    Create,
    Copy,
    Truncate,
    Escape,
    Cast,
    Append,
    Translate,
    Reference,
    DateOp,
    Uuid,
    Pointer,

    /// <summary>FHIRPath: <c>(expression)</c> is evaluate with one parameter.</summary>
    Evaluate,

    /// <summary>A CodeableConcept.</summary>
    Cc,

    /// <summary>A Coding.</summary>
    C,

    /// <summary>A Quantity.</summary>
    Qty,

    /// <summary>An Identifier.</summary>
    Id,

    /// <summary>A ContactPoint.</summary>
    Cp,
}
