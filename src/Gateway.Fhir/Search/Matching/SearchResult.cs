namespace Gateway.Fhir.Search.Matching;

/// <summary>A page of what a search found.</summary>
public sealed record SearchResult
{
    /// <summary>The number of matches on all pages.</summary>
    public required int Total { get; init; }

    /// <summary>The matches of this page, in order; none when only the number was asked for.</summary>
    public IReadOnlyList<IndexedResource> Matches { get; init; } = [];

    /// <summary>What the includes of the query added to them.</summary>
    public IReadOnlyList<IndexedResource> Included { get; init; } = [];

    /// <summary>True when there was more to include than the limit allows.</summary>
    public bool IsIncludedCut { get; init; }

    /// <summary>The place of the last match, when more follow it.</summary>
    public SearchPosition? Next { get; init; }
}
