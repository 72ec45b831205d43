namespace Gateway.Fhir.Definitions.Facts;

/// <summary>http://hl7.org/fhir/R4/valueset-discriminator-type.html.</summary>
public enum DiscriminatorType : byte
{
    Value,
    Exists,
    Pattern,
    Type,
    Profile,
}
