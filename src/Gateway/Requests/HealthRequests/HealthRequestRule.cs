using Gateway.Endpoints.Fhir;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Fhir.Elements;
using Gateway.Security;
using Gateway.Sources;

namespace Gateway.Requests.HealthRequests;

/// <summary>A health request goes on by what custody and healthcare say of it, and by nothing else.</summary>
internal sealed class HealthRequestRule : IChangeRule
{
    private static readonly FhirProblem s_own = new(405, "not-supported", "A health request is changed by custody and by who answers it, in their own systems.") { Allow = ["GET", "HEAD"] };
    private static readonly FhirProblem s_number = new(422, "business-rule", "The number of a health request is given by custody.");

    public bool Covers(string type) => type is "Task" or "ServiceRequest";

    public FhirProblem? Refusal(Caller caller, RequestedChange change) => null;

    public Task<FhirProblem?> CheckAsync(LocatedChange change, CancellationToken cancellation) =>
        Task.FromResult(change.Before is { } before && IsOne(before.Resource) ? s_own : !change.Content.IsNone && IsOne(change.Content) ? s_number : null);

    private static bool IsOne(Element resource) => resource["identifier"].Any(i => i.ChildText("system") == Systems.HealthRequest);
}
