using Gateway.Access.Redaction.Conditions;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Parts;

/// <summary>An element of which parts are shown; where it repeats, those that meet a condition. Where it is needed, one that loses its meaning takes what is around it along, in place of being left out itself.</summary>
internal sealed class InnerPart(ElementDefinition definition, PartList parts, Condition? where) : ViewPart(definition)
{
    public PartList Parts { get; } = parts;

    public override bool Copy(Element from, ElementDraft to, ProjectionRun run)
    {
        foreach (var element in from.Named(Definition.NameId))
        {
            if (!IsMeant(element) || (where is not null && !where.Holds(element)))
            {
                run.Leave(element);
                continue;
            }

            // Copied aside first: what loses its meaning is not begun.
            var draft = new ElementDraft(element.Definition);
            if (Parts.Copy(element, draft, run) && !draft.IsEmpty && Parts.Mask(draft))
                run.Add(element.Definition, draft, to);
            else if (IsNeeded)
                return false;
            else
                run.Leave(element);
        }

        return true;
    }
}
