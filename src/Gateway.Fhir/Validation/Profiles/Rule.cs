using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation.Base;
using Gateway.Fhir.Validation.Slicing;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>
/// What a profile and those that it derives from ask of one element, beyond its type's own definition, ready to be checked. Elements of which
/// nothing is asked have no rule and are not visited.
/// </summary>
internal sealed class Rule
{
    /// <summary>The name in FHIRPath, and its number in the tree.</summary>
    public required string Name { get; init; }
    public required int NameId { get; init; }

    /// <summary>The names of the slice and those around it, joined by a slash; empty for an element as a whole.</summary>
    public string SliceName { get; init; } = "";
    public int Min { get; init; }
    public int Max { get; init; } = int.MaxValue;

    /// <summary>The types that are allowed; empty for all that the definition allows.</summary>
    public TypeRule[] Types { get; init; } = [];
    public Element Fixed { get; init; }
    public Element Pattern { get; init; }
    public Element MinValue { get; init; }
    public Element MaxValue { get; init; }
    public int MaxLength { get; init; } = int.MaxValue;
    public BindingFacts? Binding { get; init; }
    public PathRule[] Invariants { get; init; } = [];
    public Rule[] Children { get; set; } = [];
    public SliceSet? Slices { get; set; }
    public bool IsMustSupport { get; init; }

    /// <summary>True when nothing is asked of each of the elements, but of how many there are.</summary>
    public bool IsCountAlone => Types.Length == 0 && Children.Length == 0 && Invariants.Length == 0 && Binding is null && !HasValue;

    /// <summary>True when something is asked of the value.</summary>
    public bool HasValue => !Fixed.IsNone || !Pattern.IsNone || MaxLength < int.MaxValue || !MinValue.IsNone || !MaxValue.IsNone;

    /// <summary>How messages call the element: its name, with that of the slice.</summary>
    public string Label => SliceName.Length == 0 ? Name : $"{Name}:{SliceName}";
}
