using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction;

/// <summary>What is shown of a resource.</summary>
/// <param name="Resource">The resource as it is shown; the very one that was given where nothing was taken out.</param>
/// <param name="Removed">The elements of which something was taken out, each once, by their paths: <c>Observation.note</c> where a projection left them out, <c>Observation.note[1]</c> where one of them was.</param>
public sealed record Projected(Element Resource, IReadOnlyList<string> Removed);
