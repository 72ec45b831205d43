using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Parts;

/// <summary>Words that no code holds: a name, a dose, a condition to be kept. Their extensions are left out.</summary>
internal sealed class WordsPart(ElementDefinition definition) : ViewPart(definition)
{
    public static bool IsWords(PrimitiveKind kind) => kind is PrimitiveKind.String or PrimitiveKind.Markdown;

    public override bool Copy(Element from, ElementDraft to, ProjectionRun run)
    {
        var isThere = false;
        foreach (var value in from.Named(Definition.NameId))
            if (IsMeant(value) && value.HasValue && IsWords(value.Type.Primitive))
            {
                run.Value(value, to);
                isThere = true;
            }
            else
            {
                run.Leave(value);
            }

        return isThere || !IsNeeded;
    }
}
