namespace Gateway.Storage.Audit;

/// <summary>The number, hash and month of a record.</summary>
internal sealed record AuditTail
{
    public long Number { get; init; }

    public byte[] Hash { get; init; } = [];

    public int Period { get; init; }
}
