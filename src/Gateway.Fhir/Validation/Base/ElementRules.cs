using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Validation.Resources;

namespace Gateway.Fhir.Validation.Base;

/// <summary>The rules of an element's own definition and of its type, bound once for each definition.</summary>
internal sealed class ElementRules
{
    private ElementRules(ElementDefinition definition)
    {
        var type = definition.Type;
        (Elements, IsPrimitive) = ([.. type.Elements], type.IsPrimitive);

        // A primitive has its value beside its elements.
        Bounds = [.. Elements.Select(e => (IsPrimitive && e.Name == "value" ? 0 : e.Facts.Min, e.Facts.Max))];
        NeedsNothing = Bounds.All(b => b.Least == 0);

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
            "uri" or "url" or "oid" or "uuid" => ElementKind.Uri,
            "Attachment" => ElementKind.Attachment,
            "id" when definition.Name == "id" => ElementKind.ResourceId,
            "xhtml" => ElementKind.Narrative,
            "string" when definition.Name == "id" && definition.Facts.Path != "ElementDefinition.id" => ElementKind.ElementId,
            _ when type.Is("Quantity") => ElementKind.Quantity,
            _ when type.IsPrimitive => ElementKind.Primitive,
            _ => ElementKind.Other,
        };
        Targets = Kind == ElementKind.Reference ? [.. definition.Facts.Types.SelectMany(t => t.Targets).Select(t => DefinitionSet.R4.FindType(t)).OfType<TypeDefinition>()] : [];
        Check = Kind == ElementKind.Resource ? ResourceChecks.Of(type) : null;
    }

    public ElementKind Kind { get; }
    public string TypeName { get; }
    public bool IsPrimitive { get; }
    public PathRule[] Invariants { get; }
    public BindingFacts? Binding { get; }

    /// <summary>The types of resources that a reference may lead to; empty for all.</summary>
    public TypeDefinition[] Targets { get; }

    /// <summary>What the standard's text asks of such resources.</summary>
    public ResourceCheck? Check { get; }
    public ElementDefinition[] Elements { get; }

    /// <summary>How often each of the elements must be there and may be there.</summary>
    public (int Least, int Most)[] Bounds { get; }

    /// <summary>True when it may be without children.</summary>
    public bool NeedsNothing { get; }

    /// <summary>The rules of that definition.</summary>
    public static ElementRules Of(ElementDefinition definition) => definition.Rules ??= new ElementRules(definition);
}
