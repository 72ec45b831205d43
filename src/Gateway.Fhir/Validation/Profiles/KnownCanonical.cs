using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>What a canonical URL means to a validator.</summary>
/// <param name="Url">The URL.</param>
/// <param name="Profile">The profile or extension of that URL.</param>
/// <param name="Type">The type of that URL.</param>
/// <param name="IsAbsolute">Whether it starts with a scheme.</param>
/// <param name="IsOpen">Whether an extension of that URL may be there without a definition.</param>
internal sealed record KnownCanonical(string Url, Profile? Profile, TypeDefinition? Type, bool IsAbsolute, bool IsOpen);
