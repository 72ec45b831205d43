namespace Gateway.Sources;

/// <summary>What a source is asked for. It may answer with more than was asked, never with less.</summary>
public sealed record SourceSearch
{
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>All identifiers known of the persons asked about; none for a search that names no person.</summary>
    public IReadOnlyList<SourceIdentifier> Persons { get; init; } = [];

    /// <summary>FHIR search parameters with their raw values, by which the source may narrow its answer where it is sure to lose no match.</summary>
    public IReadOnlyDictionary<string, string> Hints { get; init; } = new Dictionary<string, string>();

    /// <summary>The records that are looked for, where it is known which; none for all. A source that cannot be asked for them answers with more.</summary>
    public IReadOnlyList<string> Locators { get; init; } = [];

    /// <summary>The most records.</summary>
    public int AtMost { get; init; } = 1000;
}
