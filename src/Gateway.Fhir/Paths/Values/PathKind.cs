namespace Gateway.Fhir.Paths.Values;

/// <summary>What a FHIRPath value is: an element of FHIR content, or a value of one of the System types.</summary>
public enum PathKind : byte
{
    None,
    Element,
    Boolean,
    Integer,
    Long,
    Decimal,
    String,
    Date,
    DateTime,
    Time,
    Quantity,

    /// <summary>The answer of type(): a namespace and a name.</summary>
    TypeInfo,
}
