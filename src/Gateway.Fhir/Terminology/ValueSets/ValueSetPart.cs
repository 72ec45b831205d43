namespace Gateway.Fhir.Terminology.ValueSets;

/// <summary>One include or exclude of a value set: concepts that are of the system, and of the list or of all filters, and in all of the value sets.</summary>
public sealed record ValueSetPart
{
    /// <summary>Empty where only value sets are named.</summary>
    public string System { get; init; } = "";

    public string Version { get; init; } = "";

    public IReadOnlyList<ListedConcept> Concepts { get; init; } = [];

    public IReadOnlyList<ConceptFilter> Filters { get; init; } = [];

    public IReadOnlyList<string> ValueSets { get; init; } = [];
}
