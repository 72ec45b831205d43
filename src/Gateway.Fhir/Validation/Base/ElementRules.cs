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
        IsCounted = Elements.Length > 64 || Elements.Any(e => e.Facts.Min > 1);
        foreach (var element in Elements.Where(e => e.Ordinal < 64))
        {
            Id |= element.Name == "id" ? 1UL << element.Ordinal : 0;
            Required |= element.Facts.Min > 0 && !(IsPrimitive && element.Name == "value") ? 1UL << element.Ordinal : 0;
        }

        // Those of the element's own place, and those of its type that are not among them.
        var own = definition.Facts.Invariants;
        var invariants = PathRule.Of(ReferenceEquals(own, type.Facts.Invariants) ? own : own.Concat(type.Facts.Invariants.Where(i => own.All(o => o.Key != i.Key))), type);
        Content = IsCounted ? null : Array.Find(invariants, i => i.AsksForContent);
        Invariants = [.. invariants.Where(i => i != Content)];
        Binding = definition.Facts.Binding is { Strength: >= BindingStrength.Extensible } binding ? binding : null;
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
        IsVisited = Binding is not null || Kind is not (ElementKind.Other or ElementKind.Primitive or ElementKind.Code or ElementKind.CodeableConcept or ElementKind.Quantity or ElementKind.Narrative);
        IsPlain = IsPrimitive && !IsVisited && Invariants.Length == 0;
    }

    public ElementKind Kind { get; }
    public string TypeName { get; }
    public bool IsPrimitive { get; }

    /// <summary>True when more is asked of such an element than its definition's cardinalities and invariants say.</summary>
    public bool IsVisited { get; }

    /// <summary>True for a primitive of which nothing is asked but content.</summary>
    public bool IsPlain { get; }

    /// <summary>The rule that there is content; null where none says so, or it stands among the others.</summary>
    public PathRule? Content { get; }

    /// <summary>The other invariants.</summary>
    public PathRule[] Invariants { get; }

    /// <summary>The binding, where what is not in its value set is an error or a warning.</summary>
    public BindingFacts? Binding { get; }

    /// <summary>The elements that must be there, and the one called id, as bits of their ordinals.</summary>
    public ulong Required { get; }
    public ulong Id { get; }

    /// <summary>True where bits cannot tell whether all that must be there is.</summary>
    public bool IsCounted { get; }

    /// <summary>The types of resources that a reference may lead to; empty for all.</summary>
    public TypeDefinition[] Targets { get; }

    /// <summary>What the standard's text asks of such resources.</summary>
    public ResourceCheck? Check { get; }
    public ElementDefinition[] Elements { get; }

    /// <summary>Whether such an element has that one.</summary>
    public bool Has(ElementDefinition element) =>
        element.Ordinal < Elements.Length && Elements[element.Ordinal].Facts is var own && (ReferenceEquals(own, element.Facts) || own.Path == element.Facts.Path);

    /// <summary>The rules of that definition.</summary>
    public static ElementRules Of(ElementDefinition definition) => definition.Rules ??= new ElementRules(definition);
}
