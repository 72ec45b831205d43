using System.Globalization;
using Gateway.Disclosures;
using Gateway.Endpoints.Fhir;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Json;
using Gateway.Requests.Referrals;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage;

namespace Gateway.Requests.Messages;

/// <summary>An update of the Task of a referral that came as a message: who is to do it takes the next step, and the request ends with its Task.</summary>
internal sealed class ReferralSteps(GatewayLedger ledger, ReferralReplies replies, TimeProvider time)
{
    /// <param name="found">The Task, which the caller sees.</param>
    /// <param name="given">The Task as the caller wants it.</param>
    /// <param name="preconditions">What the change asks of the Task as it stands.</param>
    /// <param name="viewing">What the caller sees.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<FhirAnswer> TakeAsync(RecordResource found, Element given, Preconditions preconditions, Viewing viewing, CancellationToken cancellation)
    {
        var (caller, said) = (viewing.Caller, Timed(TaskUpdates.Said(given)));
        if (caller.Organization is null || !found.Resource["owner"].SelectMany(o => o["identifier"]).Any(new BarsIdentifier(Systems.Ods, caller.Organization).IsIn)
            || !ScopedChange.IsAllowed(caller, Interaction.Update, found.Resource) || !ScopedChange.IsAllowed(caller, Interaction.Update, TaskReport.Over(found.Resource, said)))
            return FhirAnswer.Of(FhirProblem.Forbidden);
        if (!preconditions.Allow(found.Resource, found.Version))
            return FhirAnswer.Of(FhirProblem.Stale);
        return await ledger.WriteAsync(found.Address, async session =>
        {
            if (await ReferralBook.OfAsync(session, found.Id, cancellation) is not { } before || !TaskSteps.IsAllowed(before.Task.ChildText("status") ?? "", said.ChildText("status") ?? "")
                || !await replies.MoveAsync(session, before, said, cancellation) || await session.FindAsync("Task", found.Id, cancellation) is not { } stored)
                return FhirAnswer.Of(new FhirProblem(422, "business-rule", "That is no step from where the Task stands."));

            // Who takes a step may see a part of the Task only, as it stands and as it is now.
            var shown = viewing.See(found, FhirJson.Read(stored.Content.ToArray()).Root) ?? Outcome.Of(new OutcomeIssue("information", "informational", "The step was taken."));
            return new FhirAnswer(viewing.Record(session, "update", found.Address, shown)) { Version = stored.Version.ToString(CultureInfo.InvariantCulture) };
        }, cancellation);
    }

    private Element Timed(Element said)
    {
        var draft = said.Edit();
        draft.AddText("lastModified", FhirInstant.Of(time.GetUtcNow()));
        return draft.Build();
    }
}
