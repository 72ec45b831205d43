using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Parts;

/// <summary>A Coding or CodeableConcept, of which listed codes are shown, without text, and without displays unless they are asked for.</summary>
internal sealed class CodesPart(ElementDefinition definition, IReadOnlyList<CodeSet> lists, bool showsDisplays) : ViewPart(definition)
{
    public override bool Copy(Element from, ElementDraft to, ProjectionRun run)
    {
        var isThere = false;
        foreach (var element in from.Named(Definition.NameId))
        {
            if (IsMeant(element) && ReferenceEquals(element.Type, CodeSet.Coding))
                isThere |= Coding(element, to, run);
            else if (IsMeant(element) && ReferenceEquals(element.Type, CodeSet.CodeableConcept))
                isThere |= Concept(element, to, run);
            else
                run.Leave(element);
        }

        return isThere || !IsNeeded;
    }

    private bool Concept(Element concept, ElementDraft to, ProjectionRun run)
    {
        var draft = new ElementDraft(concept.Definition);
        var isThere = false;
        foreach (var child in concept.Children)
            if (child.Node.NameId == Names.Coding)
                isThere |= Coding(child, draft, run);
            else
                run.Leave(concept);
        if (isThere)
            run.Add(concept.Definition, draft, to);
        return isThere;
    }

    private bool Coding(Element coding, ElementDraft to, ProjectionRun run)
    {
        if (!IsShown(coding))
        {
            run.Leave(coding);
            return false;
        }

        var draft = new ElementDraft(coding.Definition);
        foreach (var child in coding.Children)
            if (child.Node.NameId is var name && (name == Names.System || name == Names.Code || (showsDisplays && name == Names.Display)))
                run.Value(child, draft);
        run.Add(coding.Definition, draft, to);
        return true;
    }

    private bool IsShown(Element coding)
    {
        foreach (var list in lists)
            if (list.Has(coding))
                return true;
        return false;
    }
}
