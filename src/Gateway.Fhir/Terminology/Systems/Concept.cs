namespace Gateway.Fhir.Terminology.Systems;

/// <summary>A concept of a code system.</summary>
public sealed record Concept(string Code)
{
    /// <summary>The text that it is shown by; empty where its system gives none.</summary>
    public string Display { get; init; } = "";

    public IReadOnlyList<Designation> Designations { get; init; } = [];

    public IReadOnlyList<ConceptProperty> Properties { get; init; } = [];

    /// <summary>The places of the concepts right above it, in the list of its system.</summary>
    public IReadOnlyList<int> Parents { get; init; } = [];

    /// <summary>True where its system says that it is inactive, retired or deprecated.</summary>
    public bool IsInactive { get; init; }

    /// <summary>True where it only groups others (property notSelectable).</summary>
    public bool IsAbstract { get; init; }

    /// <summary>The display and the designations, without repetitions.</summary>
    public IReadOnlyList<string> Displays => Designations.Count == 0
        ? Display.Length == 0 ? [] : [Display]
        : [.. Designations.Select(d => d.Value).Prepend(Display).Where(d => d.Length > 0).Distinct(StringComparer.Ordinal)];
}
