namespace Gateway.Fhir.Validation.Slicing;

/// <summary>What a step of a discriminator's path does.</summary>
internal enum DiscriminatorStepKind : byte
{
    Child,
    Extension,
    Resolve,
    OfType,
}
