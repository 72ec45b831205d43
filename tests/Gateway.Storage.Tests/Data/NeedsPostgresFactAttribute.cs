namespace Gateway.Storage.Tests.Data;

/// <summary>A fact that needs PostgreSQL; skipped, and saying so, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsPostgresFactAttribute : FactAttribute
{
    public NeedsPostgresFactAttribute()
    {
        if (!PostgresServer.IsPresent)
            Skip = "PostgreSQL (initdb, pg_ctl, postgres) is not on this machine: the tests of the ledger ran on SQLite alone.";
    }
}
