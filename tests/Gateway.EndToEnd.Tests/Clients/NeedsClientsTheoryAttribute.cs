namespace Gateway.EndToEnd.Tests.Clients;

/// <summary>A theory that runs what npm's FHIR clients do; skipped, and saying so, where Node or their packages are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsClientsTheoryAttribute : TheoryAttribute
{
    public NeedsClientsTheoryAttribute()
    {
        if (!Directory.Exists(Path.Combine(ClientRun.Folder, "node_modules")))
            Skip = "The clients are not there: npm ci in tests/clients.";
        else if (!ClientRun.HasNode)
            Skip = "Node is not there.";
    }
}
