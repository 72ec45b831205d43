namespace Gateway.Mapping.Records;

/// <summary>How records are read.</summary>
public sealed record RecordOptions
{
    public static RecordOptions Usual { get; } = new();

    /// <summary>The most bytes that one record of a stream may have, which is also the most of it that is held at a time.</summary>
    public int MaxRecordBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The most unknown fields that are listed of one record.</summary>
    public int MaxUnmapped { get; init; } = 100;
}
