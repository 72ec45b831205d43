namespace Gateway.Storage.Audit;

/// <summary>The number and hash of a record.</summary>
internal sealed record AuditTail
{
    public long Number { get; init; }

    public byte[] Hash { get; init; } = [];
}
