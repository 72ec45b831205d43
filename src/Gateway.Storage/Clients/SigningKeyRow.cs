namespace Gateway.Storage.Clients;

/// <summary>A key that tokens are signed with, under a seal that the ledger cannot open.</summary>
public sealed record SigningKeyRow
{
    public required string Id { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>From when it signs; until then it is only shown.</summary>
    public required DateTimeOffset Signs { get; init; }

    /// <summary>When its tokens are no longer taken; null while no other has followed.</summary>
    public DateTimeOffset? Ends { get; init; }

    public required ReadOnlyMemory<byte> Content { get; init; }
}
