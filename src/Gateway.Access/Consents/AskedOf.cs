using Gateway.Access.Labels;

namespace Gateway.Access.Consents;

/// <summary>What rules are asked of: a resource, or a part of it, with its labels.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Labels">The labels of it, or of its part.</param>
/// <param name="IsPcf">Whether the rules are under one of IHE's PCF profiles.</param>
internal readonly record struct AskedOf(ResourceFacts Resource, LabelSet Labels, bool IsPcf);
