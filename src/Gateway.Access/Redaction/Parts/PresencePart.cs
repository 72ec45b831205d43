using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Parts;

/// <summary>Whether there is something, and not what: that a dose is taken as needed, but not what it is needed for.</summary>
/// <param name="definition">The choice that is asked.</param>
/// <param name="said">The type of it that says true or false.</param>
internal sealed class PresencePart(ElementDefinition definition, ElementDefinition said) : ViewPart(definition)
{
    private static readonly byte[] s_true = Encoding.UTF8.GetBytes("true");

    public override bool Copy(Element from, ElementDraft to, ProjectionRun run)
    {
        foreach (var element in from.Named(Definition.NameId))
            if (element.Type.Primitive == PrimitiveKind.Boolean && element.HasValue)
            {
                run.Value(element, to);
            }
            else
            {
                run.Leave(element);
                to.AddValue(said, s_true);
            }

        return true;
    }
}
