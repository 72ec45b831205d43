using Gateway.Disclosures;
using Gateway.Federation.Paging;
using Gateway.Requests.Writes;
using Gateway.Security;
using Gateway.Storage.Outbox;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>
/// <c>GET /fhir/$change-status</c>: how far a change has come that was taken in for a source, for who brought it (as http://hl7.org/fhir/R4/async.html has it): 202 on its way, 200 made (with the address of what is new), 422 refused or given up.
/// </summary>
internal sealed class ChangeStatusEndpoint(OutboxQueue outbox, MadeResources makes, PageCursors cursors)
{
    public const string Path = "$change-status";
    private static readonly FhirAnswer s_refused = FhirAnswer.Of(new FhirProblem(422, "business-rule", "The system that has the record did not take the change."));

    public async Task<IResult> GetAsync(HttpContext http)
    {
        if (cursors.OpenChange(http.Request.Query[PageCursors.Parameter].ToString(), http.Caller().PageOwner) is not { } key)
            return FhirAnswer.Of(new FhirProblem(400, "value", "The link tells of no change of yours."));
        return (await outbox.StatesAsync([key], http.RequestAborted))[key] switch
        {
            DeliveryState.Waiting => new FhirAnswer(Released.Own(Outcome.Of(new OutcomeIssue("information", "informational", "The change is on its way."))), StatusCodes.Status202Accepted) { RetryAfter = TimeSpan.FromSeconds(5) },
            DeliveryState.Delivered => new FhirAnswer(Released.Own(Outcome.Of(new OutcomeIssue("information", "informational", "The change was made.")))) { Location = await makes.FindAsync(key, http.RequestAborted) is { IsNew: true } made ? made.Address : null },
            _ => s_refused,
        };
    }
}
