using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Parts;

/// <summary>A primitive that cannot hold prose: a code with a required binding, a time, a number, a truth. Its extensions are left out.</summary>
/// <param name="definition">The element.</param>
/// <param name="isChosen">True when what is around it was chosen by this very value, which may then be of any type.</param>
internal sealed class ValuePart(ElementDefinition definition, bool isChosen = false) : ViewPart(definition)
{
    public static bool IsPlain(PrimitiveKind kind) => kind is PrimitiveKind.Code or PrimitiveKind.Boolean or PrimitiveKind.Date or PrimitiveKind.DateTime or PrimitiveKind.Instant
        or PrimitiveKind.Decimal or PrimitiveKind.Integer or PrimitiveKind.PositiveInt or PrimitiveKind.UnsignedInt or PrimitiveKind.Id;

    public override bool Copy(Element from, ElementDraft to, ProjectionRun run)
    {
        var isThere = false;
        foreach (var value in from.Named(Definition.NameId))
            if (IsMeant(value) && value.HasValue && (isChosen || IsPlain(value.Type.Primitive)))
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
