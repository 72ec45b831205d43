using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Conditions;

/// <summary>One step of a path: the elements of a name, or of a choice those of one type.</summary>
internal readonly struct PathStep(ElementDefinition definition)
{
    private readonly string? _variant = definition.IsChoice || definition.JsonName == definition.Name ? null : definition.JsonName;

    public int NameId { get; } = definition.NameId;

    public bool IsMeant(Element element) => _variant is null || element.Definition.JsonName == _variant;
}
