using Dapper;
using Gateway.Storage.Audit;

namespace Gateway.Storage.Backup;

/// <summary>Whether the ledger holds together.</summary>
public static class LedgerCheck
{
    private static readonly (string Sql, string Fault)[] s_rules =
    [
        ("select count(*) from resource r where r.version <> (select max(v.version) from resource_version v where v.rid = r.rid)", "resources whose current version is not their last"),
        ("select count(*) from resource r where r.version <> (select count(*) from resource_version v where v.rid = r.rid)", "resources that lack a version"),
        ("select count(*) from resource r where not exists (select 1 from resource_version v where v.rid = r.rid)", "resources without any version"),
        ("select count(*) from event e where e.number > 1 and not exists (select 1 from event b where b.number = e.number - 1)", "gaps in the numbers of events"),
        ("select case when coalesce((select max(number) from event), 0) = (select value from counter where name = 'event') then 0 else 1 end", "events missing at the end of the stream"),
        ($"select case when exists (select 1 from counter c where c.name = '{AuditSubjects.Counter}' and c.value <= (select number from audit_tail where name = 'last')) then 0 else 1 end", "trails that do not say how far their index of subjects goes"),
        ("select count(*) from event e where e.kind like 'resource.%' and not exists (select 1 from resource_version v where v.type = e.type and v.id = e.id and v.version = e.version)", "events that tell of versions that are not there"),
    ];

    /// <summary>Everything that is wrong, in sentences; nothing when all is sound.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(GatewayLedger ledger, CancellationToken cancellation = default)
    {
        var faults = new List<string>();
        await using (var connection = await ledger.Database.OpenAsync(cancellation))
        {
            if (ledger.Database.Kind == "sqlite" && await connection.ExecuteScalarAsync<string>("pragma integrity_check") is { } integrity && integrity != "ok")
                faults.Add($"The file is damaged: {integrity}");
            foreach (var (sql, fault) in s_rules)
                if (await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, cancellationToken: cancellation)) is > 0 and var count)
                    faults.Add($"There are {fault}: {count}.");
        }

        faults.AddRange((await new AuditLog(ledger).VerifyAsync([], null, cancellation)).Select(f => $"Audit: {f.Message}"));
        return faults;
    }
}
