namespace Gateway.Mapping.Compilation;

/// <summary>The rows of a ConceptMap from one system to another.</summary>
internal sealed record ConceptTableGroup(string? Source, string? Target)
{
    public Dictionary<string, ConceptRow> Rows { get; } = new(StringComparer.Ordinal);

    public ConceptUnmapped Unmapped { get; init; }

    public ConceptTarget? Fixed { get; init; }

    /// <summary>The fixed target as a row, so that reports know whether it was ever reached.</summary>
    public ConceptRow? FixedRow { get; init; }

    /// <summary>The URL of the ConceptMap that is asked next.</summary>
    public string? Other { get; init; }
}
