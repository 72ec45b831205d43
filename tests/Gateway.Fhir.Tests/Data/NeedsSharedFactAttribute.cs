namespace Gateway.Fhir.Tests.Data;

/// <summary>A fact that reads the shared real payloads; skipped, and saying so, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsSharedFactAttribute : FactAttribute
{
    public NeedsSharedFactAttribute()
    {
        if (TestFolders.Shared is null)
            Skip = "The shared data is neither in GATEWAY_SHARED nor in ../shared.";
    }
}
