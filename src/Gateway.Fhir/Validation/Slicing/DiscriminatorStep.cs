namespace Gateway.Fhir.Validation.Slicing;

/// <summary>One step of a discriminator's path.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Text">The name of the element, the URL of the extension, or the type.</param>
/// <param name="NameId">The number of the element's name.</param>
internal sealed record DiscriminatorStep(DiscriminatorStepKind Kind, string Text, int NameId);
