using Gateway.Disclosures;
using Gateway.Endpoints.Fhir;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Federation;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Requests.Deliveries;
using Gateway.Requests.Writes;
using Gateway.Security;
using Gateway.Sources;

namespace Gateway.Requests.Referrals;

/// <summary>
/// A provider accepts or rejects what was referred to it, and says how it goes on, by updating the Task. The Task stays where it is: what is said is stored here with
/// its delivery, and delivered to the source that holds the Task (<see cref="SourceWriteOutbox"/>).
/// </summary>
internal sealed class TaskUpdates(SourceRounds rounds, SourceDirectory sources, SourceWriteOutbox writes, Func<string> newId)
{
    /// <summary>What came of a step that was brought before under the same X-Request-Id; null where none was.</summary>
    public Task<FhirAnswer?> ToldAsync(RequestedChange change, Viewing viewing, CancellationToken cancellation) => writes.RepeatedAsync(KeyOf(change, viewing.Caller), viewing, cancellation);

    /// <summary>Takes a step of the Task.</summary>
    /// <param name="change">The change as it was asked for.</param>
    /// <param name="found">The Task as its source has it, which the caller sees.</param>
    /// <param name="given">The Task as the caller wants it.</param>
    /// <param name="viewing">What the caller sees.</param>
    /// <param name="cancellation">Ends the waiting; what was stored is delivered all the same.</param>
    public async Task<FhirAnswer> ApplyAsync(RequestedChange change, RecordResource found, Element given, Viewing viewing, CancellationToken cancellation)
    {
        if (Refusal(found, given, viewing.Caller, change.Preconditions) is { } denied)
            return FhirAnswer.Of(denied);

        // A scope that is restricted must hold of what is changed, and of what it becomes.
        var said = Said(given);
        var planned = found with { Resource = TaskReport.Over(found.Resource, said) };
        if (!ScopedChange.IsAllowed(viewing.Caller, Interaction.Update, found.Resource) || !ScopedChange.IsAllowed(viewing.Caller, Interaction.Update, planned.Resource))
            return FhirAnswer.Of(FhirProblem.Forbidden);

        // A key of its own, where no request gives one: a step that was refused once may be taken later, and the same step twice changes nothing.
        var key = KeyOf(change, viewing.Caller);
        var step = new SourceChange { Type = "Task", Locator = found.Record.Locator, Content = said, Key = key ?? $"{found.Record.Locator}{TaskReport.StepMark}{newId()}" };
        return await writes.UpdateAsync(planned, step, new DeliveryOrigin(SourceOf(viewing.Caller)?.Name ?? found.Source.Name), key is not null, viewing, cancellation);
    }

    private static string? KeyOf(RequestedChange change, Caller caller) => SourceWriteOutbox.KeyOf(change, caller) is { } key ? $"task{TaskReport.StepMark}{key}" : null;

    private FhirProblem? Refusal(RecordResource found, Element given, Caller caller, Preconditions preconditions)
    {
        if (sources.Named(found.Source.Name) is not { } source || !source.Profile.Takes.Contains("Task") || rounds.Locate(found.Address) is null)
            return new FhirProblem(405, "not-supported", "This Task is not changed here.");
        var owners = found.Resource["owner"].SelectMany(o => o["identifier"]).Where(i => i.ChildText("system") == Systems.Ods).Select(i => i.ChildText("value"));
        if (caller.Organization is null || !owners.Contains(caller.Organization, StringComparer.OrdinalIgnoreCase))
            return FhirProblem.Forbidden;
        if (!preconditions.Allow(found.Resource, found.WrittenVersion))
            return FhirProblem.Stale;
        if (given.ChildText("status") is "rejected" && !given["statusReason"].SelectMany(r => r["coding"]).Any(c => c.ChildText("code") is not null))
            return FhirProblem.Invalid([new Fault(FaultKind.Value, "A rejection says why, in a code.", "Task.statusReason", 0, 0)], 422);
        var (from, to) = (found.Resource.ChildText("status") ?? "", given.ChildText("status") ?? "");
        return TaskSteps.IsAllowed(from, to) ? null : new FhirProblem(422, "business-rule", $"A Task that is {from} cannot become {to} by who does it.");
    }

    // The provider's own system, where it has one here; else it is as if the Task's own source had said it.
    private SourceProfile? SourceOf(Caller provider) => sources.All.Select(s => s.Profile).FirstOrDefault(p => p.Organization == provider.Organization);

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
