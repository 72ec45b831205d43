using Gateway.Access.Decisions;
using Gateway.Endpoints.Fhir;
using Gateway.Fhir.Json;
using Gateway.Security;
using Gateway.Storage;
using Gateway.Storage.Ledger;

namespace Gateway.Disclosures.Emergency;

/// <summary>Finds the emergency grant that a request says it holds. It is never inferred: a request without its id has none.</summary>
internal sealed class EmergencyGrants(GatewayLedger ledger, TimeProvider time)
{
    private const int LongestId = 64;
    private static readonly FhirProblem s_none = new(403, "forbidden", "There is no such emergency grant of this user, or it has ended.");

    /// <summary>The grant; refused where it is another's, has ended, was taken back or is none.</summary>
    public async Task<(EmergencyGrant? Grant, FhirProblem? Refusal)> HeldAsync(string id, Caller caller, CancellationToken cancellation)
    {
        if (id.Length == 0)
            return (null, null);
        return id.Length <= LongestId && await ledger.FindAsync("Task", id, cancellation) is { IsDeleted: false } stored
            && EmergencyTask.Read(FhirJson.Read(stored.Content.ToArray()).Root) is { } grant
            && grant.User == EmergencyTask.UserOf(caller) && grant.Purpose == caller.Purpose && grant.Expires > time.GetUtcNow()
                ? (grant with { User = caller.User ?? caller.ClientId }, null) : (null, s_none);
    }
}
