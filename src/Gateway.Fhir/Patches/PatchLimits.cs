namespace Gateway.Fhir.Patches;

/// <summary>What a patch may cost.</summary>
public static class PatchLimits
{
    /// <summary>The most operations of one patch.</summary>
    public const int Operations = 500;

    /// <summary>The most bytes of the patched resource, and of all that one patch copies.</summary>
    public const int Bytes = 16 * 1024 * 1024;

    /// <summary>The most steps of the FHIRPath of one operation.</summary>
    public const int Steps = 500_000;

    /// <summary>The longest time of the FHIRPath of one operation.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(1);
}
