using Gateway.Access.Policies;
using Gateway.Disclosures.Audit;
using Gateway.Security;
using Gateway.Storage.Audit;
using Gateway.Storage.Ledger;

namespace Gateway.Requests.Pushes;

/// <summary>Tells the audit trail whom a push told of, in the unit of work that stores it.</summary>
internal sealed class PushAudit(AccessPolicies policies)
{
    public void Add(LedgerSession session, HttpContext http, string requestId, PushTaken taken)
    {
        var request = new AuditedRequest
        {
            Interaction = "create",
            Query = $"{http.Request.Method} {http.Request.Path}",
            Network = http.Connection.RemoteIpAddress?.ToString() ?? "unknown",
            Id = requestId,
            Address = taken.Stored,
            Purpose = http.Caller().Purpose is { } purpose ? $"{purpose.System}|{purpose.Code}" : null,
        };
        var writer = new AuditEventWriter(http.Caller(), request, policies.Version, session.Now);
        foreach (var patient in taken.Patients)
            session.Audit(new AuditEntry(writer.Interaction($"Patient/{patient}", []), [patient]));
    }
}
