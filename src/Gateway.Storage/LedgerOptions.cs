using System.ComponentModel.DataAnnotations;

namespace Gateway.Storage;

/// <summary>Where the ledger lies.</summary>
public sealed record LedgerOptions
{
    /// <summary>PostgreSQL's connection string; when none is given, the ledger is the file of <see cref="File"/>.</summary>
    public string? Postgres { get; init; }

    /// <summary>The file of the embedded database.</summary>
    [Required]
    public string File { get; init; } = "gateway.db";

    /// <summary>The most bytes that the embedded database's file may have, so that it leaves room for others; null for as many as the disk has.</summary>
    [Range(1024 * 1024, long.MaxValue)]
    public long? MaxFileBytes { get; init; }

    /// <summary>The most bytes that one resource may have.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxResourceBytes { get; init; } = 4 * 1024 * 1024;
}
