namespace Gateway.Storage.Audit;

/// <summary>One record of the trail.</summary>
public sealed record AuditRecord(long Number, DateTimeOffset Recorded, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Hash);
