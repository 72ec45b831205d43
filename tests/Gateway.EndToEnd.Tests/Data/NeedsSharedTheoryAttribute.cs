using Gateway.Fhir.Tests.Data;

namespace Gateway.EndToEnd.Tests.Data;

/// <summary>A theory that reads the shared real payloads; skipped, and saying so, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsSharedTheoryAttribute : TheoryAttribute
{
    public NeedsSharedTheoryAttribute()
    {
        if (TestFolders.Shared is null)
            Skip = "The shared data is neither in GATEWAY_SHARED nor in ../shared.";
    }
}
