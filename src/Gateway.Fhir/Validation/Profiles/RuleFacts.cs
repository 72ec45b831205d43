using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>What one ElementDefinition of a profile says; null and <c>default</c> where it says nothing.</summary>
internal sealed record RuleFacts
{
    public required string Path { get; init; }
    public string Id { get; init; } = "";
    public string SliceName { get; init; } = "";
    public int? Min { get; init; }

    /// <summary><see cref="int.MaxValue"/> for <c>*</c>.</summary>
    public int? Max { get; init; }
    public IReadOnlyList<TypeFacts>? Types { get; init; }
    public Element Fixed { get; init; }
    public Element Pattern { get; init; }
    public Element MinValue { get; init; }
    public Element MaxValue { get; init; }
    public int? MaxLength { get; init; }
    public BindingFacts? Binding { get; init; }
    public IReadOnlyList<InvariantFacts> Invariants { get; init; } = [];
    public SlicingFacts? Slicing { get; init; }
    public bool IsMustSupport { get; init; }
    public bool IsModifier { get; init; }
}
