namespace Gateway.Storage.Links;

/// <summary>The records that are one person's.</summary>
public sealed record LinkedPerson
{
    /// <summary>The records, ordered by source and id; one alone when nothing is joined to it.</summary>
    public required IReadOnlyList<LinkedRecord> Records { get; init; }

    /// <summary>True when identifiers also lead from these records to another person's: what is shown as joined then is less than what the identifiers say.</summary>
    public bool IsContested { get; init; }
}
