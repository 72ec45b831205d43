namespace Gateway.Fhir.Search.Queries;

/// <summary>A search that was read and checked: what to look for, and how to give it back.</summary>
public sealed record SearchQuery
{
    /// <summary>The resource types to search; empty for all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The conditions, all of which must hold.</summary>
    public IReadOnlyList<SearchCriterion> Criteria { get; init; } = [];

    public IReadOnlyList<SearchInclude> Includes { get; init; } = [];

    public IReadOnlyList<SearchSort> Sort { get; init; } = [];

    /// <summary>The most matches on a page, never above the limit; null when the caller did not say.</summary>
    public int? Count { get; init; }

    public TotalMode Total { get; init; }

    public SummaryMode Summary { get; init; }

    /// <summary>The top-level elements that the caller wants; empty for all.</summary>
    public IReadOnlyList<string> Elements { get; init; } = [];
}
