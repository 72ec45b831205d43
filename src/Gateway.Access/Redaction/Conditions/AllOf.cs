using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Conditions;

/// <summary>All of several conditions.</summary>
internal sealed class AllOf(Condition[] conditions) : Condition
{
    public override bool Holds(Element element)
    {
        foreach (var condition in conditions)
            if (!condition.Holds(element))
                return false;
        return true;
    }
}
