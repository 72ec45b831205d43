using System.Globalization;
using Gateway.Disclosures;
using Gateway.Endpoints.Fhir;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Requests.Referrals;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage;
using Gateway.Storage.Ledger;

namespace Gateway.Requests.Messages;

/// <summary><c>PUT /fhir/Task/{id}</c> of a referral that came as a message: who is to do it takes the next step, and the request ends with its Task.</summary>
internal sealed class ReferralSteps(GatewayLedger ledger, ReferralReplies replies, TimeProvider time)
{
    /// <param name="found">The Task, which the caller sees.</param>
    /// <param name="given">What was sent.</param>
    /// <param name="viewing">Decides what the caller sees of it then.</param>
    /// <param name="http">The request.</param>
    public async Task<IResult> TakeAsync(RecordResource found, Element given, Viewing viewing, HttpContext http)
    {
        var (caller, said) = (http.Caller(), Timed(TaskUpdateEndpoint.Said(given), time.GetUtcNow()));
        if (caller.Organization is null || !found.Resource["owner"].SelectMany(o => o["identifier"]).Any(new BarsIdentifier(Systems.Ods, caller.Organization).IsIn)
            || !ScopedChange.IsAllowed(caller, Interaction.Update, found.Resource) || !ScopedChange.IsAllowed(caller, Interaction.Update, TaskReport.Over(found.Resource, said)))
            return FhirAnswer.Of(FhirProblem.Forbidden);
        if (http.Request.Headers.IfMatch.ToString() is { Length: > 0 } expected && expected != "*" && expected != $"W/\"{found.Version}\"")
            return FhirAnswer.Of(new FhirProblem(412, "conflict", "The Task was changed since it was read."));
        var stored = await ledger.WriteAsync($"Task/{found.Id}", async session =>
            await ReferralBook.OfAsync(session, found.Id, http.RequestAborted) is { } before && TaskSteps.IsAllowed(before.Task.ChildText("status") ?? "", said.ChildText("status") ?? "")
                && await replies.MoveAsync(session, before, said, http.RequestAborted) ? await session.FindAsync("Task", found.Id, http.RequestAborted) : null, http.RequestAborted);
        if (stored is null)
            return FhirAnswer.Of(new FhirProblem(422, "business-rule", "That is no step from where the Task stands."));
        return viewing.See(found, FhirJson.Read(stored.Content.ToArray()).Root) is { } seen
            ? new FhirAnswer(await viewing.ReleaseAsync(seen, http.RequestAborted)) { Version = stored.Version.ToString(CultureInfo.InvariantCulture) } : FhirAnswer.Of(FhirProblem.NotFound);
    }

    private static Element Timed(Element said, DateTimeOffset now)
    {
        var draft = said.Edit();
        draft.AddText("lastModified", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        return draft.Build();
    }
}
