using Gateway.Disclosures;
using Gateway.Disclosures.Emergency;
using Gateway.Endpoints.Fhir;
using Gateway.Federation;
using Gateway.Federation.Records;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Requests.Deliveries;
using Gateway.Requests.Messages;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage;
using Gateway.Storage.Ledger;
using Gateway.Storage.Outbox;

namespace Gateway.Requests.Referrals;

/// <summary>
/// <c>PUT /fhir/Task/{id}</c>: a provider accepts or rejects what was referred to it, and says how it goes on. The Task stays where it is: what is said is stored here with
/// its delivery, and delivered to the source that holds the Task. 200 when it was delivered at once, 202 when it is on its way.
/// </summary>
internal sealed class TaskUpdateEndpoint(FederatedRead federation, Viewings viewings, EmergencyReviews reviews, ReferralSteps steps, SourceRounds rounds, SourceDirectory sources, GatewayLedger ledger, DeliveryWaits waits, Func<string> newId)
{
    private const int MaxBytes = 256 * 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    public async Task<IResult> PutAsync(string id, HttpContext http)
    {
        var caller = http.Caller();
        if (!caller.Grant(Interaction.Update, "Task").IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var read = await FhirContent.ReadAsync(http.Request.Body, options: new ReadOptions { MaxBytes = MaxBytes }, cancellationToken: http.RequestAborted);
        if (!read.IsRead)
            return FhirAnswer.Of(FhirProblem.Invalid(read.Faults));
        if (Refusal(read.Root, id) is { } refusal)
            return FhirAnswer.Of(refusal);
        var (viewing, problem) = await viewings.OpenAsync(http, "update", $"Task/{id}");
        if (viewing is null)
            return FhirAnswer.Of(problem!);
        var (found, seen, report) = await federation.ReadAsync("Task", id, viewing, http.RequestAborted);
        if (found is null || seen is null)
        {
            await viewing.RefuseAsync(http.RequestAborted);
            return FhirAnswer.Of(found is null && report is { IsFailure: true } ? ReadEndpoint.NoAnswer(report) : FhirProblem.NotFound);
        }

        if (EmergencyTask.Is(found.Resource, EmergencyTask.Review))
            return await reviews.CloseAsync(found, read.Root, viewing, http);
        if (found.Source.OwnsIds && StoredReferral.Is(found.Resource))
            return await steps.TakeAsync(found, read.Root, viewing, http);
        if (Refusal(found, read.Root, caller, http.Request) is { } denied)
            return FhirAnswer.Of(denied);

        // A scope that is restricted must hold of what is changed, and of what it becomes.
        if (!ScopedChange.IsAllowed(caller, Interaction.Update, found.Resource) || !ScopedChange.IsAllowed(caller, Interaction.Update, TaskReport.Over(found.Resource, Said(read.Root))))
            return FhirAnswer.Of(FhirProblem.Forbidden);
        return await StoreAsync(id, found, read.Root, viewing, http.RequestAborted);
    }

    private static FhirProblem? Refusal(Element task, string id)
    {
        if (task.Type.Name != "Task" || task.ChildText("id") != id)
            return new FhirProblem(400, "invalid", "The content is to be the Task of that id.");
        if (task.ChildText("status") is "rejected" && !task["statusReason"].SelectMany(r => r["coding"]).Any(c => c.ChildText("code") is not null))
            return FhirProblem.Invalid([new Fault(FaultKind.Value, "A rejection says why, in a code.", "Task.statusReason", 0, 0)], 422);
        return null;
    }

    private FhirProblem? Refusal(RecordResource found, Element given, Caller caller, HttpRequest request)
    {
        if (sources.Named(found.Source.Name) is not { } source || !source.Profile.Takes.Contains("Task") || rounds.Locate(found.Address) is null)
            return new FhirProblem(405, "not-supported", "This Task is not changed here.");
        var owners = found.Resource["owner"].SelectMany(o => o["identifier"]).Where(i => i.ChildText("system") == Systems.Ods).Select(i => i.ChildText("value"));
        if (caller.Organization is null || !owners.Contains(caller.Organization, StringComparer.OrdinalIgnoreCase))
            return FhirProblem.Forbidden;
        if (request.Headers.IfMatch.ToString() is { Length: > 0 } expected && expected != "*" && expected != $"W/\"{found.Version}\"")
            return new FhirProblem(412, "conflict", "The Task was changed since it was read.");
        var (from, to) = (found.Resource.ChildText("status") ?? "", given.ChildText("status") ?? "");
        return TaskSteps.IsAllowed(from, to) ? null : new FhirProblem(422, "business-rule", $"A Task that is {from} cannot become {to} by who does it.");
    }

    private async Task<IResult> StoreAsync(string id, RecordResource found, Element given, Viewing viewing, CancellationToken cancellation)
    {
        var said = Said(given);

        // A key of its own: a step that was refused once may be taken later, and the same step twice changes nothing.
        var key = $"{found.Record.Locator}{TaskReport.StepMark}{newId()}";
        var delivery = SourceDelivery.Of(found.Source.Name, found.Record.Locator, new SourceChange { Type = "Task", Locator = found.Record.Locator, Content = said, Key = key });
        var result = await waits.WaitAsync(key, () => ledger.WriteAsync("outbox", async session =>
        {
            await OutboxQueue.PutAsync(session, delivery, cancellation);
            session.Emit(new LedgerEvent("task.reported", "Task", id, 0));
            return true;
        }, cancellation), s_patience, cancellation);
        if (result == DeliveryResult.Delivered && await federation.ReadAsync("Task", id, viewing, cancellation) is { Found: { } now, Seen: { } shown })
            return new FhirAnswer(await viewing.ReleaseAsync(shown, cancellation)) { Version = now.Version };
        if (result is { IsRefused: true })
            return FhirAnswer.Of(new FhirProblem(422, "business-rule", "The system that holds the Task does not take this step."));
        return viewing.See(found, TaskReport.Over(found.Resource, said)) is { } then
            ? new FhirAnswer(await viewing.ReleaseAsync(then, cancellation), StatusCodes.Status202Accepted) : FhirAnswer.Of(FhirProblem.NotFound);
    }

    /// <summary>Of what was sent, only how the Task goes on.</summary>
    public static Element Said(Element given)
    {
        var draft = ElementDraft.New(given.Type);
        foreach (var name in (string[])["status", "statusReason", "businessStatus", "intent", "executionPeriod"])
            foreach (var part in given[name])
                draft.Put(part.Definition.JsonName, part);
        return draft.Build();
    }
}
