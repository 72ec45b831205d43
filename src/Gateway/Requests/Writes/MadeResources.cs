using System.Text;
using Gateway.Federation.Records;
using Gateway.Requests.Deliveries;
using Gateway.Sources;
using Gateway.Storage;
using Gateway.Storage.Inbox;
using Gateway.Storage.Ledger;
using Gateway.Storage.Outbox;
using Gateway.Telemetry;

namespace Gateway.Requests.Writes;

/// <summary>Where that lies which sources made of what callers brought, kept under the delivery's id by the node that delivered it, before the delivery counts as made: so that every node can tell. No content is kept.</summary>
internal sealed class MadeResources(GatewayLedger ledger, RequestInbox inbox, RecordResources records, ILogger<MadeResources> log)
{
    private const string Kept = "source-writes";

    /// <summary>Keeps what a source made; where it does not say what, nothing is known.</summary>
    /// <param name="source">The source.</param>
    /// <param name="delivery">The delivery that it took.</param>
    /// <param name="type">The type of what was to be made or changed.</param>
    /// <param name="record">What it says that it has now.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task KeepAsync(SourceProfile source, Delivery delivery, string type, SourceRecord record, CancellationToken cancellation)
    {
        if (Told(source, delivery, type, record) is not { } made || await FindAsync(delivery.Id, cancellation) is not null)
            return;
        var kept = new InboxAnswer(made.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, "text/plain", Encoding.UTF8.GetBytes($"{made.Address}/{made.Version}"));
        await ledger.WriteAsync("inbox", async session =>
        {
            await RequestInbox.KeepAsync(session, Kept, delivery.Id, kept, cancellation);
            return true;
        }, cancellation);
    }

    /// <summary>What was made by a delivery; null where that is not known.</summary>
    public async Task<MadeResource?> FindAsync(string delivery, CancellationToken cancellation) =>
        await inbox.FindAsync(Kept, delivery, cancellation) is var (kept, _) && Encoding.UTF8.GetString(kept.Body.Span).Split('/', 3) is [var type, var id, var version]
            ? new MadeResource(type, id, version.Length > 0 ? version : null) { IsNew = kept.Status == StatusCodes.Status201Created } : null;

    // The source has made it: an answer that the gateway stumbles over must not make that a failure.
    private MadeResource? Told(SourceProfile source, Delivery delivery, string type, SourceRecord made)
    {
        try
        {
            return Of(source, SourceDelivery.MatterOf(delivery.Destination), type, SourceDelivery.ChangedOf(delivery), made);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.AnswerUnusable(log, source.Name, e.GetType().Name, Log.PlaceOf(e));
            return null;
        }
    }

    // Where a person has one record, what is new stands in it; elsewhere it is a record of its own.
    private MadeResource? Of(SourceProfile source, string matter, string type, string? changed, SourceRecord made)
    {
        var there = source.HasPersonRecords
            ? made.Bundle["entry"].SelectMany(e => e["resource"]).Where(r => r.Type.Name == type).Select(r => (Id: r.ChildText("id") is { } own ? records.IdIn(source, type, matter, own) : null, Version: r["meta"].Select(m => m.ChildText("versionId")).FirstOrDefault()))
            : records.Of(source, made).Where(r => r.Type == type).Select(r => (Id: (string?)r.Id, Version: r.WrittenVersion));
        if (changed is null)
            return there.FirstOrDefault() is { Id: { } id, Version: var version } ? new MadeResource(type, id, version) : null;

        // Where what is changed is, is known; the source tells its version.
        var own = changed[(type.Length + 1)..];
        return new MadeResource(type, own, there.FirstOrDefault(r => r.Id == own).Version) { IsNew = false };
    }
}
