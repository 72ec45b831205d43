using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>What is shown of one kind of resource.</summary>
/// <param name="Type">The type of resource.</param>
/// <param name="IsShown">Whether this one is shown at all.</param>
/// <param name="Parts">The parts that are shown.</param>
internal sealed record ResourceView(string Type, Func<Element, bool> IsShown, params ViewPart[] Parts);
