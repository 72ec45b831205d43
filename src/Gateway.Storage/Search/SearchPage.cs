using Gateway.Storage.Ledger;

namespace Gateway.Storage.Search;

/// <summary>One page of what a search found.</summary>
public sealed record SearchPage
{
    public required IReadOnlyList<StoredResource> Matches { get; init; }

    /// <summary>The place of each match, behind which a page may begin.</summary>
    public IReadOnlyList<SearchCursor> Places { get; init; } = [];

    /// <summary>Resources that the matches refer to, or that refer to them, as the query asked; none that is a match.</summary>
    public IReadOnlyList<StoredResource> Included { get; init; } = [];

    /// <summary>The number of all matches; null where it was not asked for and is not known for nothing.</summary>
    public long? Total { get; init; }

    /// <summary>Where the next page begins; null after the last.</summary>
    public SearchCursor? Next { get; init; }
}
