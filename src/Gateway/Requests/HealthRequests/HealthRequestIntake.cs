using System.Globalization;
using System.Text;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Queries;
using Gateway.Hosting;
using Gateway.Requests.Deliveries;
using Gateway.Requests.Native;
using Gateway.Sources;
using Gateway.Storage.Inbox;
using Gateway.Storage.Ledger;
using Gateway.Storage.Links;
using Gateway.Storage.Outbox;
using Gateway.Storage.Search;
using Gateway.Telemetry;

namespace Gateway.Requests.HealthRequests;

/// <summary>
/// Takes a health request in: (1) read and mapped, all faults told at once; (2) in one transaction the request with its Task, the link of the person, the delivery to the
/// case system and the answer are stored. What is sent again gets the same answer, and nothing is done twice.
/// </summary>
internal sealed class HealthRequestIntake(
    SourceDirectory sources, PushedRecords pushed, RecordResources resources, LoadedArea area, RequestInbox inbox, ResourceWriter writer, LedgerSearch search, LinkIndex links, SearchContext context, GatewayMeter meter, Func<string> newId)
{
    /// <summary>What custody pushes, as sources call it.</summary>
    public const string Kind = "health-requests";

    /// <summary>The answer to a request of a client.</summary>
    public async Task<IResult> ReceiveAsync(string client, NativeRequest request, string answerType, CancellationToken cancellation)
    {
        if (sources.Pushing(Kind) is not { } custody || sources.Taking("ServiceRequest") is not { } receiver)
            return new NativeProblem(StatusCodes.Status501NotImplemented, "Health requests are not taken in this area.");
        var read = pushed.Read(custody.Profile.Name, Kind, request.Body, request.ContentType);
        if (read.Records is not [var record] || NumberOf(record) is not { } custodyNumber)
        {
            meter.HealthRequest(HealthRequestStep.Refused);
            return NativeProblem.Invalid([.. read.Faults, .. read.Records.SelectMany(r => r.Faults)], StatusCodes.Status422UnprocessableEntity);
        }

        record = record with { Locator = custodyNumber, Bundle = WithEnd(record.Bundle) };
        var made = resources.Of(custody.Profile, record);
        if (HealthRequestResources.Of(made, newId, resources.AddressOf) is not { } kept)
            return NativeProblem.Invalid(record.Faults, StatusCodes.Status422UnprocessableEntity);
        var person = PatientRecords.Of(custody.Profile, made).FirstOrDefault(p => p.Patient == kept.PatientId);
        var answer = await inbox.DoAsync(client, request.Id, Encoding.UTF8.GetBytes($"POST {Kind} ").Concat(request.Body).ToArray(), session => StoreAsync(session, kept, person, receiver, record, answerType, cancellation), cancellation);
        meter.HealthRequest(answer.IsRepeated ? HealthRequestStep.Repeated : HealthRequestStep.Received);
        return new NativeAnswer(answer);
    }

    private async Task<InboxAnswer> StoreAsync(LedgerSession session, HealthRequestResources kept, LinkedRecord? person, IResourceSource receiver, SourceRecord record, string answerType, CancellationToken cancellation)
    {
        if (kept.Reference is { } reference)
        {
            await session.LockAsync($"health-request {reference}", cancellation);
            if (await FindAsync(session, reference, cancellation) is { } there)
                return Duplicate(there);
        }

        await writer.WriteAsync(session, new UpdateChange(kept.Request), cancellation);
        await writer.WriteAsync(session, new UpdateChange(kept.Task), cancellation);
        if (person is not null)
            await links.PutAsync(session, person, cancellation);
        await OutboxQueue.PutAsync(session, SourceDelivery.Of(receiver.Profile.Name, kept.TaskId, new SourceChange { Type = "ServiceRequest", Content = record.Bundle, Key = kept.TaskId }), cancellation);
        return new InboxAnswer(StatusCodes.Status202Accepted, answerType, HealthRequestStatus.Of(kept.Task, session.Now).ToUtf8(answerType));
    }

    /// <summary>The id of the Task of the request that custody numbered so.</summary>
    public async Task<string?> FindAsync(LedgerSession session, string reference, CancellationToken cancellation)
    {
        var query = SearchQueryParser.Parse("Task", $"identifier={Uri.EscapeDataString($"{Systems.HealthRequest}|{reference}")}", context).Query!;
        return (await search.FindAsync(session, query, 1, cancellation)).Select(f => f.Id).FirstOrDefault();
    }

    private static InboxAnswer Duplicate(string taskId) => new(StatusCodes.Status409Conflict, "application/problem+json",
        new NativeProblem(StatusCodes.Status409Conflict, "A request with that number was received before, under another X-Request-Id.") { Detail = string.Create(CultureInfo.InvariantCulture, $"Its reference is {taskId}.") }.ToUtf8());

    // How long healthcare has is the area's to say.
    private Element WithEnd(Element bundle)
    {
        var draft = bundle.Edit();
        foreach (var entry in bundle["entry"])
            foreach (var task in entry["resource"].Where(r => r.Type.Name == "Task"))
            {
                var edited = draft.Edit(entry);
                edited.Remove(task);
                edited.Put("resource", HealthRequestClock.WithEnd(task, area.Area.Clocks.HealthRequest));
            }

        return draft.Build();
    }

    private static string? NumberOf(SourceRecord record) => record.Bundle["entry"].SelectMany(e => e["resource"]).Where(r => r.Type.Name == "Encounter")
        .SelectMany(r => r["identifier"]).Where(i => i.ChildText("system") == Systems.CustodyNumber).Select(i => i.ChildText("value")).FirstOrDefault();
}
