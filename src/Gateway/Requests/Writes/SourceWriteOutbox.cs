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
    private static readonly OutcomeIssue s_onItsWay = new("information", "informational", "The change is on its way to the system that has the record.");
    private static readonly OutcomeIssue s_changed = new("information", "informational", "The change was made. What the resource is now is read at its address.");
    private static readonly OutcomeIssue s_made = new("information", "informational", "The resource was made. What it is now is read at its address.");

    /// <summary>
    /// The key of a change by its X-Request-Id, under which what came of it is found: of what one client says of the same resource, or under the same condition, with the same preconditions, always the same. Null where it bears none.
    /// </summary>
    public static string? KeyOf(RequestedChange change, Caller caller) => change.RequestId is null ? null
        : KeyOf(caller, change.RequestId, Encoding.UTF8.GetBytes($"{change.Interaction} {change.Type}{(change.Condition is { } condition ? $"?{condition}" : $"/{change.Id}")} {change.Preconditions}\n"), change.Said.Span);

    /// <summary>What came of a change that was brought before: what its source made of it, that it refused it, or that it is on its way. Null where none was stored under that key.</summary>
    /// <param name="key">The key; null for a change that bears none.</param>
    /// <param name="viewing">What the caller sees.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<FhirAnswer?> RepeatedAsync(string? key, Viewing viewing, CancellationToken cancellation)
    {
        if (key is null)
            return null;
        using var wait = waits.Begin(key);
        if (await outbox.StateAsync(key, cancellation) is not { } state)
            return null;
        if (state == DeliveryState.Waiting)
            state = await ResultAsync(key, wait, cancellation);
        return state switch
        {
            DeliveryState.Waiting => OnItsWay(await viewing.ReleaseAsync(Outcome.Of(s_onItsWay), cancellation), key, viewing.Caller),
            DeliveryState.Delivered => await MadeAsync(key, isAgain: true, viewing, cancellation) ?? new FhirAnswer(await viewing.ReleaseAsync(Outcome.Of(s_changed), cancellation)),
            _ => await FhirAnswer.RefusedAsync(viewing, s_refused, cancellation),
        };
    }

    /// <summary>Delivers what an existing resource becomes.</summary>
    /// <param name="planned">The resource as it is to be.</param>
    /// <param name="change">The change in the source's own ids.</param>
    /// <param name="origin">Who says it.</param>
    /// <param name="isKnown">True where the change's key is that of a request, by which a repetition is known.</param>
    /// <param name="viewing">What the caller sees.</param>
    /// <param name="cancellation">Ends the waiting; what was stored is delivered all the same.</param>
    public async Task<FhirAnswer> UpdateAsync(RecordResource planned, SourceChange change, DeliveryOrigin origin, bool isKnown, Viewing viewing, CancellationToken cancellation)
    {
        var delivery = SourceDelivery.Of(planned.Source.Name, planned.Record.Locator, change, origin, changed: isKnown ? planned.Address : null);
        return await DeliverAsync(delivery, planned, "update", viewing, async (state, stored) => state switch
        {
            DeliveryState.Waiting => OnItsWay(stored, delivery.Id, viewing.Caller),
            DeliveryState.Delivered => await federation.ReadAsync(planned.Type, planned.Id, viewing, cancellation) is { Found: { } now, Seen: { } shown }
                ? new FhirAnswer(await viewing.ReleaseAsync(shown, cancellation)) { Version = now.WrittenVersion } : new FhirAnswer(await viewing.ReleaseAsync(Outcome.Of(s_changed), cancellation)),
            _ => FhirAnswer.Of(s_refused),
        }, cancellation);
    }

    /// <summary>Delivers what is new. Until its source has given it an id there is nothing to be shown.</summary>
    /// <param name="planned">The resource as it is to be, in the record of its Patient.</param>
    /// <param name="content">The same in the source's own ids.</param>
    /// <param name="requestId">By this a repetition is known: of the same content of one client there is one delivery, and one answer once that is known.</param>
    /// <param name="viewing">What the caller sees.</param>
    /// <param name="cancellation">Ends the waiting; what was stored is delivered all the same.</param>
    public async Task<FhirAnswer> CreateAsync(RecordResource planned, Element content, string? requestId, Viewing viewing, CancellationToken cancellation)
    {
        var key = requestId is null ? newId() : KeyOf(viewing.Caller, requestId, [], FhirJson.ToUtf8(content));
        if (requestId is not null && await RepeatedAsync(key, viewing, cancellation) is { } told)
            return told;
        var delivery = SourceDelivery.Of(planned.Source.Name, planned.Record.Locator, new SourceChange { Type = planned.Type, Content = content, Key = key }, new DeliveryOrigin(planned.Source.Name), isFollowed: true);
        return await DeliverAsync(delivery, planned, "create", viewing, async (state, _) => state switch
        {
            DeliveryState.Dead or DeliveryState.Withheld => FhirAnswer.Of(s_refused),
            DeliveryState.Delivered when await MadeAsync(key, isAgain: false, viewing, cancellation) is { } made => made,
            _ => OnItsWay(Released.Own(Outcome.Of(s_onItsWay)), key, viewing.Caller),
        }, cancellation);
    }

    private static string KeyOf(Caller caller, string requestId, ReadOnlySpan<byte> what, ReadOnlySpan<byte> said) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{caller.PageOwner}\n{requestId}\n"), .. what, .. said]))[..40];

    // What was made, however often it is asked: of what is new where it is, the version that was made, and the content while it is that version and the caller sees it. Null where that is not known.
    private async Task<FhirAnswer?> MadeAsync(string key, bool isAgain, Viewing viewing, CancellationToken cancellation)
    {
        if (await makes.FindAsync(key, cancellation) is not { } made)
            return null;
        var (status, location) = made.IsNew ? (StatusCodes.Status201Created, made.Address) : (StatusCodes.Status200OK, null);
        if (await federation.ReadAsync(made.Type, made.Id, viewing, cancellation) is { Found: { } now, Seen: { } shown } && (!isAgain || (made.Version is not null && now.WrittenVersion == made.Version)))
            return new FhirAnswer(await viewing.ReleaseAsync(shown, cancellation), status) { Version = now.WrittenVersion, Location = location };
        return new FhirAnswer(await viewing.ReleaseAsync(Outcome.Of(made.IsNew ? s_made : s_changed), cancellation), status) { Version = made.Version, Location = location };
    }

    // Where the same is brought twice at once, it is stored, and in the trail, once.
    private async Task<FhirAnswer> DeliverAsync(Delivery delivery, RecordResource planned, string interaction, Viewing viewing, Func<DeliveryState, Released, Task<FhirAnswer>> answer, CancellationToken cancellation)
    {
        using var wait = waits.Begin(delivery.Id);
        var told = viewing.See(planned) ?? Outcome.Of(s_onItsWay);
        var stored = await ledger.WriteAsync("outbox", async session => await OutboxQueue.PutAsync(session, delivery, cancellation)
            ? viewing.Record(session, interaction, planned.Address, told, source: planned.Source) : null, cancellation);
        return stored is not null ? await answer(await ResultAsync(delivery.Id, wait, cancellation), stored)
            : await RepeatedAsync(delivery.Id, viewing, cancellation) ?? OnItsWay(Released.Own(Outcome.Of(s_onItsWay)), delivery.Id, viewing.Caller);
    }

    // What this node's attempt came to, before it is stored too; where another node may have made it, what is stored.
    private async Task<DeliveryState> ResultAsync(string key, DeliveryWait wait, CancellationToken cancellation) => await wait.ResultAsync(s_patience, cancellation) switch
    {
        null => await outbox.StateAsync(key, cancellation) ?? DeliveryState.Waiting,
        { IsRefused: true } => DeliveryState.Dead,
        { IsWithheld: true } => DeliveryState.Withheld,
        var result => result == DeliveryResult.Delivered ? DeliveryState.Delivered : DeliveryState.Waiting,
    };

    private FhirAnswer OnItsWay(Released told, string key, Caller caller) =>
        new(told, StatusCodes.Status202Accepted) { Follow = $"{ChangeStatusEndpoint.Path}?{PageCursors.Parameter}={cursors.SealChange(key, caller.PageOwner)}" };
}
