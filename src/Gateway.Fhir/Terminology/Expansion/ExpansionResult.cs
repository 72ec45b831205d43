namespace Gateway.Fhir.Terminology.Expansion;

/// <summary>The members of a value set, or why they are not to be had.</summary>
public sealed record ExpansionResult(ExpansionState State)
{
    /// <summary>The page that was asked for; empty unless the value set was expanded.</summary>
    public IReadOnlyList<ExpandedConcept> Concepts { get; init; } = [];

    /// <summary>How many members there are on all pages.</summary>
    public int Total { get; init; }

    /// <summary>True where a system that it draws on is loaded in part only, so that there may be more members.</summary>
    public bool IsUnclosed { get; init; }

    /// <summary>What is not loaded: URLs of systems and value sets.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}
