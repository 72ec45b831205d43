using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Parts;

/// <summary>What something is, a medicine mostly: the words by which it goes, and its listed codes. What cannot be named takes what is around it along.</summary>
internal sealed class NamedPart(ElementDefinition definition, CodeSet list) : ViewPart(definition)
{
    private static readonly ElementDefinition s_coding = CodeSet.CodeableConcept.Find("coding")!;
    private static readonly ElementDefinition s_text = CodeSet.CodeableConcept.Find("text")!;

    public override bool Copy(Element from, ElementDraft to, ProjectionRun run)
    {
        foreach (var named in from.Named(Definition.NameId))
        {
            if (!ReferenceEquals(named.Type, CodeSet.CodeableConcept) || Name(named) is not { } name)
                return false;
            var concept = new ElementDraft(named.Definition);
            foreach (var coding in named.Named(Names.Coding))
                if (list.Has(coding))
                    Add(coding, concept, run);
                else
                    run.Leave(coding);
            run.Value(name, s_text, concept);
            run.Add(named.Definition, concept, to);
            return true;
        }

        return false;
    }

    private static void Add(Element coding, ElementDraft concept, ProjectionRun run)
    {
        var draft = new ElementDraft(s_coding);
        foreach (var child in coding.Children)
            if (child.Node.NameId == Names.System || child.Node.NameId == Names.Code)
                run.Value(child, draft);
        run.Add(s_coding, draft, concept);
    }

    private Element? Name(Element named)
    {
        foreach (var text in named.Named(Names.Text))
            if (text.HasValue)
                return text;
        foreach (var coding in named.Named(Names.Coding))
            if (list.Has(coding))
                foreach (var display in coding.Named(Names.Display))
                    if (display.HasValue)
                        return display;
        return null;
    }
}
