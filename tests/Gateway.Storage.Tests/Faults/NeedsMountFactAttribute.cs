using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Faults;

/// <summary>A fact that needs PostgreSQL and a disk of its own, which only root can mount; skipped, and saying so, where that is not so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsMountFactAttribute : FactAttribute
{
    public NeedsMountFactAttribute()
    {
        if (!PostgresServer.IsPresent || !SmallDisk.CanMount)
            Skip = "PostgreSQL is not on this machine, or the tests may not mount a small disk: a full disk was tried on SQLite alone.";
    }
}
