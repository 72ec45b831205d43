namespace Gateway.Fhir.Definitions.Facts;

/// <summary>StructureDefinition.kind (R4: http://hl7.org/fhir/R4/valueset-structure-definition-kind.html), and the nested types of a structure.</summary>
public enum StructureKind : byte
{
    Primitive,
    Complex,
    Resource,
    Logical,

    /// <summary>A backbone element: a type that exists only inside another one.</summary>
    Nested,
}
