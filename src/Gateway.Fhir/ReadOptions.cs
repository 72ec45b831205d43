namespace Gateway.Fhir;

/// <summary>How content is read.</summary>
public sealed record ReadOptions
{
    public static ReadOptions Strict { get; } = new();

    /// <summary>Reads on past faults that leave the rest readable, as warnings: unknown elements are left out, malformed values kept.</summary>
    public static ReadOptions Tolerant { get; } = new() { IsTolerant = true };

    public bool IsTolerant { get; init; }

    /// <summary>The most bytes that one text may have.</summary>
    public int MaxBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>The most elements that may lie inside each other, the root included.</summary>
    public const int MaxDepth = 64;
}
