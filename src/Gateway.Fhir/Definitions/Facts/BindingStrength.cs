namespace Gateway.Fhir.Definitions.Facts;

/// <summary>http://hl7.org/fhir/R4/valueset-binding-strength.html.</summary>
public enum BindingStrength : byte
{
    Example,
    Preferred,
    Extensible,
    Required,
}
