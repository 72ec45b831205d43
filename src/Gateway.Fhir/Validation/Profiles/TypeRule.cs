using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>A type that an element may have, the profiles of which an instance must meet one, and the profiles of which the target of a reference must.</summary>
internal sealed record TypeRule(string Code, TypeDefinition? Type, IReadOnlyList<string> Profiles, IReadOnlyList<string> Targets)
{
    public bool Allows(TypeDefinition type) => type.Name == Code || (Type is not null && type.Is(Type));
}
