using Gateway.Access.Redaction.Conditions;
using Gateway.Access.Redaction.Parts;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction;

/// <summary>What is shown of one kind of resource.</summary>
/// <param name="When">What such a resource meets; null for all of the type.</param>
/// <param name="Parts">The parts that are shown.</param>
internal sealed record ResourceView(Condition? When, PartList Parts)
{
    public bool IsOf(Element resource) => When is null || When.Holds(resource);
}
