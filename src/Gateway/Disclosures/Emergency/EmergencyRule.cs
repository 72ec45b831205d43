using Gateway.Endpoints.Fhir;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Fhir.Elements;
using Gateway.Security;

namespace Gateway.Disclosures.Emergency;

/// <summary>Grants of access in an emergency are made by asking for them and by nothing else; their reviews are closed by who owes them.</summary>
internal sealed class EmergencyRule(EmergencyReviews reviews) : IChangeRule
{
    private static readonly FhirProblem s_own = new(405, "not-supported", "A grant of access in an emergency is changed by nobody.") { Allow = ["GET", "HEAD"] };
    private static readonly FhirProblem s_forged = new(422, "business-rule", "Access in an emergency is asked for by $emergency-access.");

    public bool Covers(string type) => type == "Task";

    public FhirProblem? Refusal(Caller caller, RequestedChange change) => null;

    public Task<FhirProblem?> CheckAsync(LocatedChange change, CancellationToken cancellation) =>
        Task.FromResult(change.Before is { } before && IsOne(before.Resource) ? s_own : !change.Content.IsNone && IsOne(change.Content) ? s_forged : null);

    public bool TakesOver(LocatedChange change) => change.Requested is not RequestedDelete && change.Before is { } before && EmergencyTask.Is(before.Resource, EmergencyTask.Review);

    public Task<FhirAnswer> TakeOverAsync(LocatedChange change, Element content, Viewing viewing, CancellationToken cancellation) => reviews.CloseAsync(change.Before!, content, viewing, cancellation);

    // Whatever claims to be of the kind: what stands in a coding may be read by its code alone.
    private static bool IsOne(Element task) => EmergencyTask.Is(task, EmergencyTask.Grant) || EmergencyTask.Is(task, EmergencyTask.Review);
}
