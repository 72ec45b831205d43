using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Validation.Base;

/// <summary>The rules of an element's own definition and of its type, bound once for each definition.</summary>
internal sealed class ElementRules
{
    private ElementRules(ElementDefinition definition)
    {
        var type = definition.Type;
        (Elements, IsPrimitive) = (type.Elements, type.IsPrimitive);

        // Those of the element's own place, and those of its type that are not among them.
        var own = definition.Facts.Invariants;
        Invariants = PathRule.Of(ReferenceEquals(own, type.Facts.Invariants) ? own : own.Concat(type.Facts.Invariants.Where(i => own.All(o => o.Key != i.Key))), type);
        Binding = definition.Facts.Binding;
        TypeName = type.Name;
        Kind = type.IsResource ? ElementKind.Resource : TypeName switch
        {
            "Extension" => ElementKind.Extension,
            "Reference" => ElementKind.Reference,
            "code" => ElementKind.Code,
            "Coding" => ElementKind.Coding,
            "CodeableConcept" => ElementKind.CodeableConcept,
            "canonical" => ElementKind.Canonical,
            _ when type.Is("Quantity") => ElementKind.Quantity,
            _ when type.IsPrimitive => ElementKind.Primitive,
            _ => ElementKind.Other,
        };
    }

    public ElementKind Kind { get; }
    public string TypeName { get; }
    public bool IsPrimitive { get; }
    public PathRule[] Invariants { get; }
    public BindingFacts? Binding { get; }
    public IReadOnlyList<ElementDefinition> Elements { get; }

    /// <summary>The rules of that definition.</summary>
    public static ElementRules Of(ElementDefinition definition) => definition.Rules ??= new ElementRules(definition);
}
