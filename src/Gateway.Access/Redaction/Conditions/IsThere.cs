using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Conditions;

/// <summary>An element says something: a primitive has a value, another has parts.</summary>
internal sealed class IsThere : Condition
{
    public override bool Holds(Element element) => element.Type.IsPrimitive ? element.HasValue : element.Content.Node.Size > 1;
}
