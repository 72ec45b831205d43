using Gateway.Fhir.Definitions;

namespace Gateway.Mapping.Compilation;

/// <summary>One step of a source's path.</summary>
internal sealed class SourceStep
{
    private int _nameId;

    /// <param name="name">The element's name; JSON's name of a choice selects that variant.</param>
    /// <param name="element">Its definition; null when only the data tells.</param>
    /// <param name="type">The type that the step leads to, as far as it is known.</param>
    public SourceStep(string name, ElementDefinition? element, TypeDefinition? type)
    {
        Name = element?.Name ?? name;
        Type = type;
        Choice = element is { IsChoice: true } ? element : null;
        Variant = element is not null && element.Name != name && !element.IsChoice ? element.JsonName : null;
        _nameId = element?.NameId ?? 0;
    }

    public string Name { get; }

    public TypeDefinition? Type { get; }

    /// <summary>The choice that the step leads to; null when it is none, or not known.</summary>
    public ElementDefinition? Choice { get; }

    /// <summary>The name in JSON of the only variant that matches; null when all do.</summary>
    public string? Variant { get; }

    /// <summary>True for <c>value</c> on a primitive: the primitive itself.</summary>
    public bool IsSelf { get; private init; }

    /// <summary>The name's number, which a definition that was not met yet may give it later; -1 until then.</summary>
    public int NameId => _nameId > 0 ? _nameId : NameTable.Find(Name) is > 0 and var id ? _nameId = id : -1;

    public static SourceStep Self(TypeDefinition type) => new("value", null, type) { IsSelf = true };
}
