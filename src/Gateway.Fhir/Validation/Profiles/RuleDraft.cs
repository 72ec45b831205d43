using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>
/// What profiles ask of one element, gathered from the bottom of their chain upwards: only what goes beyond the type's own definition. A tree of
/// these is the snapshot of a profile; slices hang on the element that they are slices of.
/// </summary>
internal sealed class RuleDraft(string name, ElementDefinition? element, TypeDefinition? type)
{
    /// <summary>The name in FHIRPath: <c>value</c> for <c>value[x]</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The element in its type; null at the root.</summary>
    public ElementDefinition? Element { get; } = element;

    /// <summary>The slice's own name without those of the slices around it; empty for an element as a whole.</summary>
    public string SliceName { get; init; } = "";

    /// <summary>What a slice is a slice of.</summary>
    public RuleDraft? Owner { get; init; }

    public int? Min { get; set; }
    public int? Max { get; set; }
    public IReadOnlyList<TypeFacts>? Types { get; set; }
    public Element Fixed { get; set; }
    public Element Pattern { get; set; }
    public Element MinValue { get; set; }
    public Element MaxValue { get; set; }
    public int? MaxLength { get; set; }
    public BindingFacts? Binding { get; set; }
    public SlicingFacts? Slicing { get; set; }
    public bool IsMustSupport { get; set; }
    public bool IsModifier { get; set; }
    public List<InvariantFacts> Invariants { get; } = [];
    public List<RuleDraft> Children { get; } = [];
    public List<RuleDraft> Slices { get; } = [];

    /// <summary>True once the elements that its type's profile constrains are among the children.</summary>
    public bool IsExpanded { get; set; }

    /// <summary>The types that are allowed, as far as a profile says.</summary>
    public IReadOnlyList<TypeFacts>? AllowedTypes => Types ?? Owner?.AllowedTypes;

    /// <summary>The type whose elements lie in this one: <c>Element</c> where it may be one of several.</summary>
    public TypeDefinition? ContentType(DefinitionSet set)
    {
        if (Element is null)
            return type;
        var isOpen = Element.IsChoice || Element.Type.IsAbstract;
        return isOpen && AllowedTypes is [var one] && set.FindType(one.Code) is { } only ? only : Element.Type;
    }

    public RuleDraft? Child(string child) => Children.Find(c => c.Name == child);

    public RuleDraft? Slice(string slice) => Slices.Find(s => s.SliceName == slice);

    /// <summary>A copy of the whole tree.</summary>
    public RuleDraft Copy() => Copy(Owner);

    private RuleDraft Copy(RuleDraft? owner)
    {
        var copy = new RuleDraft(Name, Element, type)
        {
            SliceName = SliceName,
            Owner = owner,
            Min = Min,
            Max = Max,
            Types = Types,
            Fixed = Fixed,
            Pattern = Pattern,
            MinValue = MinValue,
            MaxValue = MaxValue,
            MaxLength = MaxLength,
            Binding = Binding,
            Slicing = Slicing,
            IsMustSupport = IsMustSupport,
            IsModifier = IsModifier,
            IsExpanded = IsExpanded,
        };
        copy.Invariants.AddRange(Invariants);
        copy.Children.AddRange(Children.Select(c => c.Copy(null)));
        copy.Slices.AddRange(Slices.Select(s => s.Copy(copy)));
        return copy;
    }

    /// <summary>How many rules the tree has.</summary>
    public int Size => 1 + Children.Sum(c => c.Size) + Slices.Sum(s => s.Size);

    /// <summary>Lays what a profile says over what was inherited.</summary>
    public void Apply(RuleFacts facts)
    {
        Min = facts.Min ?? Min;
        Max = facts.Max ?? Max;
        Types = facts.Types ?? Types;
        (Fixed, Pattern) = (Given(facts.Fixed, Fixed), Given(facts.Pattern, Pattern));
        (MinValue, MaxValue) = (Given(facts.MinValue, MinValue), Given(facts.MaxValue, MaxValue));
        MaxLength = facts.MaxLength ?? MaxLength;
        Binding = facts.Binding ?? Binding;
        Slicing = facts.Slicing ?? Slicing;
        IsMustSupport |= facts.IsMustSupport;
        IsModifier |= facts.IsModifier;
        foreach (var invariant in facts.Invariants)
        {
            Invariants.RemoveAll(i => i.Key == invariant.Key);
            Invariants.Add(invariant);
        }
    }

    private static Element Given(Element given, Element otherwise) => given.IsNone ? otherwise : given;
}
