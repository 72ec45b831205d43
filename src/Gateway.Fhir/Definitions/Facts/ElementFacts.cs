namespace Gateway.Fhir.Definitions.Facts;

/// <summary>What one ElementDefinition says, without its prose (http://hl7.org/fhir/R4/elementdefinition.html).</summary>
public sealed record ElementFacts
{
    /// <summary>The dotted path, with <c>[x]</c> kept for choices: <c>Observation.value[x]</c>.</summary>
    public required string Path { get; init; }

    public int Min { get; init; }

    /// <summary>The most repetitions allowed; <see cref="int.MaxValue"/> for <c>*</c>.</summary>
    public int Max { get; init; } = 1;

    /// <summary>The most repetitions in the base definition; above 1 the element is an array in JSON, whatever a profile narrows it to.</summary>
    public int BaseMax { get; init; } = 1;

    public IReadOnlyList<TypeFacts> Types { get; init; } = [];

    /// <summary>The path of the element whose content this one shares (<c>Questionnaire.item</c>); empty for none.</summary>
    public string ContentReference { get; init; } = "";

    public ElementTraits Traits { get; init; }

    /// <summary>The XML namespace in which a logical model writes the element and what lies in it; empty for that around it. Not kept in compiled files.</summary>
    public string XmlNamespace { get; init; } = "";

    public BindingFacts? Binding { get; init; }

    public IReadOnlyList<InvariantFacts> Invariants { get; init; } = [];
}
