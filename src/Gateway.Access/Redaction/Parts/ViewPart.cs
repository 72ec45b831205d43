using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Parts;

/// <summary>A part of what is shown of an element: it copies what may be seen, by building anew, so that what nobody thought of is left behind.</summary>
/// <param name="definition">The element that it is of; of a choice, the choice or one of its types.</param>
internal abstract class ViewPart(ElementDefinition definition)
{
    private readonly string? _variant = definition.IsChoice || definition.JsonName == definition.Name ? null : definition.JsonName;

    public ElementDefinition Definition { get; } = definition;

    /// <summary>True when the element around it would mean something else without it.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>Copies the part; false when without it the rest would mean something else, so that nothing may be shown.</summary>
    public abstract bool Copy(Element from, ElementDraft to, ProjectionRun run);

    /// <summary>Whether an element of that name is of the type that the part is of.</summary>
    protected bool IsMeant(Element element) => _variant is null || element.Definition.JsonName == _variant;
}
