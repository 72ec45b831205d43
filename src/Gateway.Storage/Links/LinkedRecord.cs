namespace Gateway.Storage.Links;

/// <summary>What a source knows of one person, by its identifiers.</summary>
public sealed record LinkedRecord
{
    /// <summary>The source that has the record.</summary>
    public required string Source { get; init; }

    /// <summary>The gateway's id of the record's Patient: 1 to 64 characters, one record each.</summary>
    public required string Patient { get; init; }

    public required IReadOnlyList<LinkIdentifier> Identifiers { get; init; }
}
