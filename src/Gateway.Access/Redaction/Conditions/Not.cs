using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Conditions;

/// <summary>The opposite of a condition.</summary>
internal sealed class Not(Condition condition) : Condition
{
    public override bool Holds(Element element) => !condition.Holds(element);
}
