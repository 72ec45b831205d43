using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Conditions;

/// <summary>A condition that at least one of the elements at a path meets.</summary>
/// <param name="steps">The way.</param>
/// <param name="condition">What is asked there.</param>
internal sealed class AtPath(PathStep[] steps, Condition condition) : Condition
{
    public override bool Holds(Element element) => Holds(element, 0);

    private bool Holds(Element element, int step)
    {
        if (step == steps.Length)
            return condition.Holds(element);
        foreach (var child in element.Named(steps[step].NameId))
            if (steps[step].IsMeant(child) && Holds(child, step + 1))
                return true;
        return false;
    }
}
