namespace Gateway.Mapping.Records;

/// <summary>How records are read.</summary>
public sealed record RecordOptions
{
    public static RecordOptions Usual { get; } = new();

    /// <summary>The most bytes that one record may have, which is also the most that reading a stream holds at a time.</summary>
    public int MaxRecordBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The most unknown fields that are listed of one record.</summary>
    public int MaxUnmapped { get; init; } = 100;
}
