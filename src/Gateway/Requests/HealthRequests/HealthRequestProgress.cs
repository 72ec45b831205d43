using System.Security.Cryptography;
using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Requests.Deliveries;
using Gateway.Sources;
using Gateway.Storage.Ledger;
using Gateway.Storage.Outbox;
using Gateway.Telemetry;

namespace Gateway.Requests.HealthRequests;

/// <summary>
/// What the case system says of a health request becomes the ledger's Task, and messages to custody: that it was accepted or rejected, that healthcare came, what came of
/// it. A record seen twice changes nothing and tells nobody anything twice: a message's id follows from what it says.
/// </summary>
internal sealed class HealthRequestProgress(SourceDirectory sources, HealthRequestIntake intake, ResourceWriter writer, GatewayMeter meter)
{
    private static readonly string[] s_copied = ["status", "statusReason", "businessStatus", "lastModified", "executionPeriod"];
    private static readonly HashSet<string> s_before = ["draft", "requested", "received", "ready"];
    private static readonly HashSet<string> s_ended = ["completed", "failed", "cancelled", "entered-in-error"];

    /// <summary>True for a record of a health request.</summary>
    public static bool IsOne(SourceRecord record) => ReferenceOf(record) is not null;

    /// <summary>Takes a record in, in the unit of work that moves the feed on.</summary>
    public async Task ApplyAsync(LedgerSession session, SourceProfile told, SourceRecord record, CancellationToken cancellation)
    {
        if (ReferenceOf(record) is not { } reference || Resources(record).FirstOrDefault(r => r.Type.Name == "Task") is not { IsNone: false } task)
            return;
        var stay = task["encounter"].SelectMany(e => e["identifier"]).Where(i => i.ChildText("system") == Systems.CustodyNumber).Select(i => i.ChildText("value")).FirstOrDefault();
        if (await intake.FindAsync(session, reference, stay is null ? null : intake.EncounterOf(stay), cancellation) is not { } id || await session.FindAsync("Task", id, cancellation) is not { IsDeleted: false } stored)
            return;
        var before = FhirJson.Read(stored.Content.ToArray()).Root;
        var after = Moved(before, task);
        if (!Same(before, after))
        {
            await writer.WriteAsync(session, new UpdateChange(after), cancellation);
            if (before.ChildText("status") != after.ChildText("status") && StepOf(after.ChildText("status")) is { } step)
                meter.HealthRequest(step);
            await MoveRequestAsync(session, after, cancellation);
        }

        if (sources.Pushing(HealthRequestIntake.Kind) is { } custody)
            foreach (var (type, key) in Messages(id, record, task))
                await OutboxQueue.PutAsync(session, SourceDelivery.Of(custody.Profile.Name, id, new SourceChange { Type = type, Content = record.Bundle, Key = key }, new DeliveryOrigin(told.Name, record.Locator)), cancellation);
    }

    // The request itself ends with its Task.
    private async Task MoveRequestAsync(LedgerSession session, Element task, CancellationToken cancellation)
    {
        var status = task.ChildText("status") switch { "completed" => "completed", "cancelled" or "rejected" or "failed" => "revoked", "entered-in-error" => "entered-in-error", _ => null };
        if (status is null || task["focus"].Select(f => f.ChildText("reference")).FirstOrDefault()?.Split('/') is not [var type, var id]
            || await session.FindAsync(type, id, cancellation) is not { IsDeleted: false } stored)
            return;
        var request = FhirJson.Read(stored.Content.ToArray()).Root;
        if (request.ChildText("status") == status)
            return;
        var draft = request.Edit();
        draft.Edit(request["status"].First()).SetText(status);
        await writer.WriteAsync(session, new UpdateChange(draft.Build()), cancellation);
    }

    private static IEnumerable<(string Type, string Key)> Messages(string id, SourceRecord record, Element task)
    {
        var status = task.ChildText("status") ?? "";
        if (!s_before.Contains(status) && !s_ended.Contains(status))
            yield return ("Task", Key(id, "acknowledgement", status == "rejected" ? [task] : []));
        var visits = Resources(record).Where(r => r.Type.Name == "Encounter" && r["partOf"].Any()).ToList();
        if (visits.Count > 0)
            yield return ("Encounter", Key(id, "attendance", visits));
        if (s_ended.Contains(status))
            yield return ("Observation", Key(id, "outcome", Resources(record)));
    }

    private static string Key(string id, string message, IReadOnlyList<Element> said)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes($"{id} {message}"));
        foreach (var resource in said)
        {
            var draft = resource.Edit();
            draft.Remove("meta");
            digest.AppendData(FhirJson.ToUtf8(draft.Build()));
        }

        return $"{id}-{message}-{Convert.ToHexStringLower(digest.GetHashAndReset())[..16]}";
    }

    private static Element Moved(Element task, Element told)
    {
        var draft = task.Edit();
        foreach (var name in s_copied)
        {
            // That the time is over stays said until somebody answers.
            if (name == "businessStatus" && HealthRequestClock.IsOverdue(task) && s_before.Contains(told.ChildText("status") ?? ""))
                continue;
            draft.Remove(name);
            foreach (var part in told[name])
                draft.Put(part.Definition.JsonName, part);
        }

        return draft.Build();
    }

    private static bool Same(Element left, Element right) => FhirJson.ToUtf8(left).AsSpan().SequenceEqual(FhirJson.ToUtf8(right));

    private static List<Element> Resources(SourceRecord record) => record.IsDeleted ? [] : [.. record.Bundle["entry"].SelectMany(e => e["resource"])];

    private static string? ReferenceOf(SourceRecord record) => Resources(record).Where(r => r.Type.Name == "Task").SelectMany(r => r["identifier"])
        .Where(i => i.ChildText("system") == Systems.HealthRequest).Select(i => i.ChildText("value")).FirstOrDefault();

    private static HealthRequestStep? StepOf(string? status) => status switch
    {
        "accepted" => HealthRequestStep.Accepted,
        "rejected" => HealthRequestStep.Rejected,
        "in-progress" => HealthRequestStep.Attended,
        "completed" => HealthRequestStep.Completed,
        "cancelled" => HealthRequestStep.Cancelled,
        _ => null,
    };
}
