namespace Gateway.Fhir.Definitions;

/// <summary>What the text of a primitive value must look like (http://hl7.org/fhir/R4/datatypes.html#primitive).</summary>
public enum PrimitiveKind : byte
{
    /// <summary>Not a primitive: the element has children only.</summary>
    None,
    Boolean,
    Integer,
    UnsignedInt,
    PositiveInt,
    Integer64,
    Decimal,
    String,
    Markdown,
    Code,
    Id,
    Uri,
    Oid,
    Uuid,
    Date,
    DateTime,
    Instant,
    Time,
    Base64Binary,
    Xhtml,
}
