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
/// Stores a change of a source with its trail, for its delivery: 200 or 201 when it was delivered at once or is known to have been, 202 when it is on its way, with the address where its caller sees how far it has come
/// (<see cref="ChangeStatusEndpoint"/>), 422 when the source does not take it.
/// </summary>
internal sealed class SourceWriteOutbox(GatewayLedger ledger, DeliveryWaits waits, FederatedRead federation, MadeResources makes, OutboxQueue outbox, PageCursors cursors, Func<string> newId)
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
        var (result, stored) = await DeliverAsync(planned, "update", change with { Key = key }, viewing, cancellation);
        if (result is { IsRefused: true })
            return FhirAnswer.Of(s_refused);
        return result == DeliveryResult.Delivered && await federation.ReadAsync(planned.Type, planned.Id, viewing, cancellation) is { Found: { } now, Seen: { } shown }
            ? new FhirAnswer(await viewing.ReleaseAsync(shown, cancellation)) { Version = now.WrittenVersion } : OnItsWay(stored, key, viewing.Caller);
    }

    /// <summary>Delivers what is new. Until its source has given it an id there is nothing to be shown.</summary>
    /// <param name="planned">The resource as it is to be, in the record of its Patient.</param>
    /// <param name="content">The same in the source's own ids.</param>
    /// <param name="requestId">By this a repetition is known: of the same content of one client there is one delivery, and one answer once that is known.</param>
    /// <param name="viewing">What the caller sees.</param>
    /// <param name="cancellation">Ends the waiting; what was stored is delivered all the same.</param>
    public async Task<FhirAnswer> CreateAsync(RecordResource planned, Element content, string? requestId, Viewing viewing, CancellationToken cancellation)
    {
        var key = requestId is null ? newId() : Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{viewing.Caller.PageOwner}\n{requestId}\n"), .. FhirJson.ToUtf8(content)]))[..40];
        if (requestId is not null && await ToldAsync(key, isAgain: true, viewing, cancellation) is { } told)
            return told;
        var (result, _) = await DeliverAsync(planned, "create", new SourceChange { Type = planned.Type, Content = content, Key = key }, viewing, cancellation);
        if (result is { IsRefused: true })
            return FhirAnswer.Of(s_refused);
        return result == DeliveryResult.Delivered && await ToldAsync(key, isAgain: false, viewing, cancellation) is { } answer ? answer
            : OnItsWay(Released.Own(Outcome.Of(new OutcomeIssue("information", "informational", "The resource is on its way to the system that makes it."))), key, viewing.Caller);
    }

    // What came of a create, however often it is asked: where it is and the version that was made, and the content while it is that version and the caller sees it. Null while that is not known.
    private async Task<FhirAnswer?> ToldAsync(string key, bool isAgain, Viewing viewing, CancellationToken cancellation)
    {
        if (await makes.FindAsync(key, cancellation) is not { } made)
            return (await outbox.StatesAsync([key], cancellation))[key] is DeliveryState.Dead or DeliveryState.Withheld ? await FhirAnswer.RefusedAsync(viewing, s_refused, cancellation) : null;
        if (await federation.ReadAsync(made.Type, made.Id, viewing, cancellation) is { Found: { } now, Seen: { } shown } && (!isAgain || (made.Version is not null && now.WrittenVersion == made.Version)))
            return new FhirAnswer(await viewing.ReleaseAsync(shown, cancellation), StatusCodes.Status201Created) { Version = now.WrittenVersion, Location = made.Address };
        var told = await viewing.ReleaseAsync(Outcome.Of(new OutcomeIssue("information", "informational", "The resource was made. What it is now is read at its address.")), cancellation);
        return new FhirAnswer(told, StatusCodes.Status201Created) { Version = made.Version, Location = made.Address };
    }

    private async Task<(DeliveryResult? Result, Released Stored)> DeliverAsync(RecordResource planned, string interaction, SourceChange change, Viewing viewing, CancellationToken cancellation)
    {
        Released? stored = null;
        var delivery = SourceDelivery.Of(planned.Source.Name, planned.Record.Locator, change, new DeliveryOrigin(planned.Source.Name), isFollowed: change.Locator is null);
        var result = await waits.WaitAsync(change.Key, () => ledger.WriteAsync("outbox", async session =>
        {
            await OutboxQueue.PutAsync(session, delivery, cancellation);
            stored = viewing.Record(session, interaction, planned.Address, planned.Resource, source: planned.Source);
            return true;
        }, cancellation), s_patience, cancellation);
        return (result, stored!);
    }

    private FhirAnswer OnItsWay(Released told, string key, Caller caller) =>
        new(told, StatusCodes.Status202Accepted) { Follow = $"{ChangeStatusEndpoint.Path}?{PageCursors.Parameter}={cursors.SealChange(key, caller.PageOwner)}" };
}
