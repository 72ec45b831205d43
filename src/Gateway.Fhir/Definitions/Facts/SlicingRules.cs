namespace Gateway.Fhir.Definitions.Facts;

/// <summary>http://hl7.org/fhir/R4/valueset-resource-slicing-rules.html.</summary>
public enum SlicingRules : byte
{
    Open,
    Closed,
    OpenAtEnd,
}
