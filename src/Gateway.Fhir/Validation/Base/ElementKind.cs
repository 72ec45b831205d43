namespace Gateway.Fhir.Validation.Base;

/// <summary>What a validator does with an element, by its type.</summary>
internal enum ElementKind : byte
{
    Other,
    Primitive,
    Resource,
    Extension,
    Reference,
    Code,
    Coding,
    CodeableConcept,
    Quantity,
    Canonical,
    Uri,
    Attachment,
    ElementId,
    ResourceId,
    Narrative,
}
