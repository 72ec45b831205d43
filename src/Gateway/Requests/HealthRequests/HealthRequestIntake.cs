using System.Globalization;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Queries;
using Gateway.Hosting;
using Gateway.Requests.Deliveries;
using Gateway.Requests.Native;
using Gateway.Security;
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
    SourceDirectory sources, PushedRecords pushed, RecordResources resources, RequestInbox inbox, ResourceWriter writer, LedgerSearch search, LinkIndex links, SearchContext context, LoadedArea area, GatewayMeter meter, TimeProvider time,
    Func<string> newId)
{
    /// <summary>What custody pushes, as sources call it.</summary>
    public const string Kind = "health-requests";

    private const int MostAlike = 20;

    // By the number of the stay custody's record is found again, and an id of it must be able to bear it.
    private const int LongestNumber = 17;

    private static Fault NotOne { get; } = new(FaultKind.Structure, "The content is to be one health request.", "", 0, 0);

    /// <summary>The answer to a request of a client.</summary>
    public async Task<IResult> ReceiveAsync(Caller caller, NativeRequest request, CancellationToken cancellation)
    {
        if (sources.Pushing(Kind) is not { } custody || sources.Taking("ServiceRequest") is not { } receiver)
            return new NativeProblem(StatusCodes.Status501NotImplemented, "Health requests are not taken in this area.");
        var read = pushed.Read(custody.Profile.Name, Kind, request.Body, request.ContentType);
        if (read.Records is not [var record])
            return Refused([.. read.Faults.DefaultIfEmpty(NotOne), .. read.Records.SelectMany(r => r.Faults)]);
        if (NumberOf(record) is not { } custodyNumber)
            return Refused([.. record.Faults, new Fault(FaultKind.Structure, "The request does not say the number of the stay in custody.", "HealthRequest.custodyNumber", 0, 0)]);
        if (custodyNumber.Length > LongestNumber)
            return Refused([new Fault(FaultKind.Value, $"The number of the stay in custody has more than {LongestNumber} characters.", "HealthRequest.custodyNumber", 0, 0)]);
        record = record with { Locator = custodyNumber, Bundle = HealthRequestClock.Started(record.Bundle, area.Area.Clocks.HealthRequest, time.GetUtcNow()) };
        var made = resources.Of(custody.Profile, record);
        if (HealthRequestResources.Of(made, newId, resources.AddressOf)?.AssignedBy(caller.Organization) is not { } kept)
            return Refused([.. record.Faults.DefaultIfEmpty(NotOne)]);
        var person = PatientRecords.Of(custody.Profile, made).FirstOrDefault(p => p.Patient == kept.PatientId);
        var answer = await inbox.DoAsync(caller.ClientId, request.Id, request.Asked(Kind), session => StoreAsync(session, kept, person, custody.Profile, receiver, record, request.AnswerType, cancellation), cancellation);
        meter.HealthRequest(answer.IsRepeated ? HealthRequestStep.Repeated : HealthRequestStep.Received);
        return new NativeAnswer(answer);
    }

    private NativeProblem Refused(IReadOnlyList<Fault> faults)
    {
        meter.HealthRequest(HealthRequestStep.Refused);
        return NativeProblem.Invalid(faults, StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<InboxAnswer> StoreAsync(LedgerSession session, HealthRequestResources kept, LinkedRecord? person, SourceProfile custody, IResourceSource receiver, SourceRecord record, string answerType, CancellationToken cancellation)
    {
        if (kept.Reference is { } reference)
        {
            await session.LockAsync($"health-request {reference}", cancellation);
            if (await FindAsync(session, reference, EncounterOf(kept.Task), cancellation) is { } there)
                return Duplicate(there, answerType);
        }

        await writer.WriteAsync(session, new UpdateChange(kept.Request), cancellation);
        await writer.WriteAsync(session, new UpdateChange(kept.Task), cancellation);
        if (person is not null)
            await LinkAsync(session, person, cancellation);
        await OutboxQueue.PutAsync(session, SourceDelivery.Of(receiver.Profile.Name, kept.TaskId, new SourceChange { Type = "ServiceRequest", Content = record.Bundle, Key = kept.TaskId }, new DeliveryOrigin(custody.Name, record.Locator)), cancellation);
        return new InboxAnswer(StatusCodes.Status202Accepted, answerType, HealthRequestStatus.Of(kept.Task, session.Now).ToUtf8(answerType));
    }

    // A request may say less of the person than custody's record did: it adds to what is known and takes nothing away. Numbers that contradict each other join nothing.
    private async Task LinkAsync(LedgerSession session, LinkedRecord person, CancellationToken cancellation)
    {
        var known = (await LinkIndex.FindRecordAsync(session, person.Patient, cancellation))?.Identifiers ?? [];
        await links.PutAsync(session, person with { Identifiers = [.. known.Concat(person.Identifiers).Distinct()] }, cancellation);
    }

    /// <summary>The id of the Task of the request that custody numbered so, to the letter: tokens are found without regard to case. Two forces may give the same number: it is that of the stay, where that is known.</summary>
    public async Task<string?> FindAsync(LedgerSession session, string reference, string? encounter, CancellationToken cancellation)
    {
        var number = new TokenTerm(SystemRule.Given, Systems.HealthRequest, reference.ToLowerInvariant());
        var query = new SearchQuery { Types = ["Task"], Criteria = [new ValueCriterion(context.Parameters.Find("Task", "identifier")!, [number])] };
        foreach (var (type, id) in await search.FindAsync(session, query, MostAlike, cancellation))
            if (await session.FindAsync(type, id, cancellation) is { IsDeleted: false } found && FhirJson.Read(found.Content.ToArray()).Root is var task && Bears(task, reference)
                && (encounter is null || EncounterOf(task) is not { } stay || stay == encounter))
                return id;
        return null;
    }

    /// <summary>The address of the stay that a number of custody's names; null where there is no custody.</summary>
    public string? EncounterOf(string custodyNumber) =>
        sources.Pushing(Kind) is { } custody && resources.IdOf(custody.Profile, "Encounter", Systems.CustodyNumber, custodyNumber) is { } id ? $"Encounter/{id}" : null;

    private static string? EncounterOf(Element task) => task["encounter"].Select(e => e.ChildText("reference")).FirstOrDefault();

    private static bool Bears(Element task, string reference) => task["identifier"].Any(i => i.ChildText("system") == Systems.HealthRequest && i.ChildText("value") == reference);

    private static InboxAnswer Duplicate(string taskId, string answerType) => new(StatusCodes.Status409Conflict, NativeProblem.TypeOf(answerType),
        new NativeProblem(StatusCodes.Status409Conflict, "A request with that number was received before, under another X-Request-Id.") { Detail = string.Create(CultureInfo.InvariantCulture, $"Its reference is {taskId}.") }.ToUtf8(answerType));

    private static string? NumberOf(SourceRecord record) => record.Bundle["entry"].SelectMany(e => e["resource"]).Where(r => r.Type.Name == "Encounter")
        .SelectMany(r => r["identifier"]).Where(i => i.ChildText("system") == Systems.CustodyNumber).Select(i => i.ChildText("value")).FirstOrDefault();
}
