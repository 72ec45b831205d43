using Gateway.Disclosures;
using Gateway.Endpoints.Fhir;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Fhir.Elements;
using Gateway.Security;

namespace Gateway.Requests.Messages;

/// <summary>A referral that came as a message is changed by messages; its Task goes on by who is to do it.</summary>
internal sealed class ReferralRule(ReferralSteps steps) : IChangeRule
{
    private static readonly FhirProblem s_own = new(405, "not-supported", "A referral that came as a message is changed by messages of its sender, and by the steps of its Task.") { Allow = ["GET", "HEAD"] };
    private static readonly FhirProblem s_name = new(422, "business-rule", "The numbers of messages are given by who sends them.");

    public bool Covers(string type) => type is "Task" or "ServiceRequest";

    public FhirProblem? Refusal(Caller caller, RequestedChange change) => null;

    public Task<FhirProblem?> CheckAsync(LocatedChange change, CancellationToken cancellation) =>
        Task.FromResult(change.Before is { } before && IsOne(before.Resource) ? s_own : !change.Content.IsNone && IsOne(change.Content) ? s_name : null);

    public bool TakesOver(LocatedChange change) => change.Requested is not RequestedDelete && change.Before is { } before && StoredReferral.Is(before.Resource);

    public Task<FhirAnswer> TakeOverAsync(LocatedChange change, Element content, Viewing viewing, CancellationToken cancellation) => steps.TakeAsync(change.Before!, content, change.Requested.Preconditions, viewing, cancellation);

    private static bool IsOne(Element resource) => resource["identifier"].Any(i => i.ChildText("system") is ReferralResources.Message or ReferralResources.RequestName or ReferralResources.Correlation);
}
