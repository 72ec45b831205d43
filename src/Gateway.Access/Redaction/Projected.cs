using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction;

/// <summary>What is left of a resource.</summary>
/// <param name="Resource">The resource without what may not be seen.</param>
/// <param name="Removed">The FHIRPaths of what was taken out.</param>
public sealed record Projected(Element Resource, IReadOnlyList<string> Removed);
