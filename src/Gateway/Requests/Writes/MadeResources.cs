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
    /// <param name="type">The type of what was to be made.</param>
    /// <param name="record">What it says that it made.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task KeepAsync(SourceProfile source, Delivery delivery, string type, SourceRecord record, CancellationToken cancellation)
    {
        if (Told(source, SourceDelivery.MatterOf(delivery.Destination), type, record) is not { } made || await FindAsync(delivery.Id, cancellation) is not null)
            return;
        var kept = new InboxAnswer(StatusCodes.Status201Created, "text/plain", Encoding.UTF8.GetBytes($"{made.Address}/{made.Version}"));
        await ledger.WriteAsync("inbox", async session =>
        {
            await RequestInbox.KeepAsync(session, Kept, delivery.Id, kept, cancellation);
            return true;
        }, cancellation);
    }

    /// <summary>What was made by a delivery; null where that is not known.</summary>
    public async Task<MadeResource?> FindAsync(string delivery, CancellationToken cancellation) =>
        await inbox.FindAsync(Kept, delivery, cancellation) is var (kept, _) && Encoding.UTF8.GetString(kept.Body.Span).Split('/', 3) is [var type, var id, var version] ? new MadeResource(type, id, version.Length > 0 ? version : null) : null;

    // The source has made it: an answer that the gateway stumbles over must not make that a failure.
    private MadeResource? Told(SourceProfile source, string matter, string type, SourceRecord made)
    {
        try
        {
            return Of(source, matter, type, made);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.AnswerUnusable(log, source.Name, e.GetType().Name, Log.PlaceOf(e));
            return null;
        }
    }

    // Where a person has one record, what is new stands in it; elsewhere it is a record of its own.
    private MadeResource? Of(SourceProfile source, string matter, string type, SourceRecord made)
    {
        if (!source.HasPersonRecords)
            return records.Of(source, made).FirstOrDefault(r => r.Type == type) is { } found ? new MadeResource(type, found.Id, found.WrittenVersion) : null;
        return made.Bundle["entry"].SelectMany(e => e["resource"]).FirstOrDefault(r => r.Type.Name == type) is { IsNone: false } resource && resource.ChildText("id") is { } own && records.IdIn(source, type, matter, own) is { } id
            ? new MadeResource(type, id, resource["meta"].Select(m => m.ChildText("versionId")).FirstOrDefault()) : null;
    }
}
