namespace Gateway.Fhir.Definitions.Facts;

/// <summary>One type that an element may have, with the profiles it must meet and, for references, the profiles of its targets.</summary>
public sealed record TypeFacts(string Code, IReadOnlyList<string> Profiles, IReadOnlyList<string> Targets);
