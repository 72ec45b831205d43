namespace Gateway.Disclosures;

/// <summary>What an entry of a batch or transaction is answered with.</summary>
/// <param name="Status">The status in the numbers of HTTP.</param>
internal sealed record ReleasedEntry(int Status)
{
    /// <summary>The resource that was asked for, or made.</summary>
    public Released? Resource { get; init; }

    /// <summary>What is said of it.</summary>
    public Released? Outcome { get; init; }

    /// <summary>The entity tag.</summary>
    public string? ETag { get; init; }

    public DateTimeOffset? Modified { get; init; }

    public string? Location { get; init; }
}
