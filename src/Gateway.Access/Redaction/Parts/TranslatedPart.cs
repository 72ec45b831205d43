using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Parts;

/// <summary>A code said in another system's words, as the code itself could say more (epilepsy becomes seizures). What there is no word for takes what is around it along.</summary>
internal sealed class TranslatedPart(ElementDefinition definition, Translation translation) : ViewPart(definition)
{
    private static readonly ElementDefinition s_coding = CodeSet.CodeableConcept.Find("coding")!;
    private static readonly ElementDefinition s_system = CodeSet.Coding.Find("system")!;
    private static readonly ElementDefinition s_code = CodeSet.Coding.Find("code")!;

    public override bool Copy(Element from, ElementDraft to, ProjectionRun run)
    {
        var said = new List<byte[]>(1);
        var concept = new ElementDraft(Definition);
        foreach (var element in from.Named(Definition.NameId))
            foreach (var coding in element.Named(Names.Coding))
            {
                if (translation.Of(coding) is not { } word)
                {
                    run.Leave(coding);
                    continue;
                }

                // The rows give the same array for the same word, but two rows may have one word.
                if (said.Exists(s => s.AsSpan().SequenceEqual(word)))
                    continue;
                said.Add(word);
                var draft = new ElementDraft(s_coding);
                draft.AddValue(s_system, translation.System);
                draft.AddValue(s_code, word);
                concept.Attach(s_coding, draft);
            }

        if (said.Count == 0)
            return false;
        run.Add(Definition, concept, to);
        return true;
    }
}
