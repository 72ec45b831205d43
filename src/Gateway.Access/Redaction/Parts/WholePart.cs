using Gateway.Access.Redaction.Conditions;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Parts;

/// <summary>An element as it is, with all that lies in it; where it repeats, those that meet a condition.</summary>
internal sealed class WholePart(ElementDefinition definition, Condition? where = null) : ViewPart(definition)
{
    public override bool Copy(Element from, ElementDraft to, ProjectionRun run)
    {
        var isThere = false;
        foreach (var element in from.Named(Definition.NameId))
            if (IsMeant(element) && where?.Holds(element) != false)
            {
                run.Whole(element, to);
                isThere = true;
            }
            else
            {
                run.Leave(element);
            }

        return isThere || !IsNeeded;
    }
}
