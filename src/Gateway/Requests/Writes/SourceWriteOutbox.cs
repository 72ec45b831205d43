using System.Security.Cryptography;
using System.Text;
using Gateway.Disclosures;
using Gateway.Endpoints.Fhir;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Federation;
using Gateway.Federation.Paging;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Requests.Deliveries;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage;
using Gateway.Storage.Ledger;
using Gateway.Storage.Outbox;

namespace Gateway.Requests.Writes;

/// <summary>
/// Stores a change of a source with its trail, for its delivery: 200 or 201 when it was delivered at once, 202 when it is on its way, with the address where its caller sees how far it has come
/// (<see cref="ChangeStatusEndpoint"/>), 422 when the source does not take it.
/// </summary>
internal sealed class SourceWriteOutbox(GatewayLedger ledger, DeliveryWaits waits, FederatedRead federation, RecordResources records, PageCursors cursors, Func<string> newId)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly FhirProblem s_refused = new(422, "business-rule", "The system that has the record does not take this change.");

    /// <summary>Delivers what an existing resource becomes.</summary>
    /// <param name="planned">The resource as it is to be.</param>
    /// <param name="change">The change in the source's own ids.</param>
    /// <param name="viewing">What the caller sees.</param>
    /// <param name="cancellation">Ends the waiting; what was stored is delivered all the same.</param>
    public async Task<FhirAnswer> UpdateAsync(RecordResource planned, SourceChange change, Viewing viewing, CancellationToken cancellation)
    {
        var key = $"{change.Locator}-change-{newId()}";
        var (result, _, stored) = await DeliverAsync(planned, "update", change with { Key = key }, viewing, cancellation);
        if (result is { IsRefused: true })
            return FhirAnswer.Of(s_refused);
        return result == DeliveryResult.Delivered && await ReadAsync(planned.Type, planned.Id, StatusCodes.Status200OK, viewing, cancellation) is { } answer ? answer : OnItsWay(stored, key, viewing.Caller);
    }

    /// <summary>Delivers what is new. Until its source has given it an id there is nothing to be shown.</summary>
    /// <param name="planned">The resource as it is to be, in the record of its Patient.</param>
    /// <param name="content">The same in the source's own ids.</param>
    /// <param name="requestId">By this a repetition is known: of the same content of one client there is one delivery.</param>
    /// <param name="viewing">What the caller sees.</param>
    /// <param name="cancellation">Ends the waiting; what was stored is delivered all the same.</param>
    public async Task<FhirAnswer> CreateAsync(RecordResource planned, Element content, string? requestId, Viewing viewing, CancellationToken cancellation)
    {
        var key = requestId is null ? newId() : Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{viewing.Caller.PageOwner}\n{requestId}\n"), .. FhirJson.ToUtf8(content)]))[..40];
        var (result, made, _) = await DeliverAsync(planned, "create", new SourceChange { Type = planned.Type, Content = content, Key = key }, viewing, cancellation);
        if (result is { IsRefused: true })
            return FhirAnswer.Of(s_refused);
        return result == DeliveryResult.Delivered && IdOf(planned, made) is { } id && await ReadAsync(planned.Type, id, StatusCodes.Status201Created, viewing, cancellation) is { } answer ? answer : OnItsWay(Released.Own(Outcome.Of(new OutcomeIssue("information", "informational", "The resource is on its way to the system that makes it."))), key, viewing.Caller);
    }

    private async Task<(DeliveryResult? Result, SourceRecord? Made, Released Stored)> DeliverAsync(RecordResource planned, string interaction, SourceChange change, Viewing viewing, CancellationToken cancellation)
    {
        Released? stored = null;
        var delivery = SourceDelivery.Of(planned.Source.Name, planned.Record.Locator, change, new DeliveryOrigin(planned.Source.Name));
        var (result, made) = await waits.WaitAsync(change.Key, () => ledger.WriteAsync("outbox", async session =>
        {
            await OutboxQueue.PutAsync(session, delivery, cancellation);
            stored = viewing.Record(session, interaction, planned.Address, planned.Resource);
            return true;
        }, cancellation), s_patience, cancellation);
        return (result, made, stored!);
    }

    private async Task<FhirAnswer?> ReadAsync(string type, string id, int status, Viewing viewing, CancellationToken cancellation) =>
        await federation.ReadAsync(type, id, viewing, cancellation) is { Found: { } now, Seen: { } shown }
            ? new FhirAnswer(await viewing.ReleaseAsync(shown, cancellation), status) { Version = now.Version, Location = status == StatusCodes.Status201Created ? now.Address : null } : null;

    // Where a person has one record, what is new stands in it; elsewhere it is a record of its own.
    private string? IdOf(RecordResource planned, SourceRecord? made)
    {
        if (made is null || made.Bundle["entry"].SelectMany(e => e["resource"]).FirstOrDefault(r => r.Type.Name == planned.Type) is not { IsNone: false } resource)
            return null;
        return planned.Source.HasPersonRecords ? resource.ChildText("id") is { } own ? records.IdIn(planned.Source, planned.Type, planned.Record.Locator, own) : null
            : records.Of(planned.Source, made).FirstOrDefault(r => r.Type == planned.Type)?.Id;
    }

    private FhirAnswer OnItsWay(Released told, string key, Caller caller) =>
        new(told, StatusCodes.Status202Accepted) { Follow = $"{ChangeStatusEndpoint.Path}?{PageCursors.Parameter}={cursors.SealChange(key, caller.PageOwner)}" };
}
