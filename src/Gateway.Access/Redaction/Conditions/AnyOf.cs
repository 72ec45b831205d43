using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Conditions;

/// <summary>At least one of several conditions.</summary>
internal sealed class AnyOf(Condition[] conditions) : Condition
{
    public override bool Holds(Element element)
    {
        foreach (var condition in conditions)
            if (condition.Holds(element))
                return true;
        return false;
    }
}
