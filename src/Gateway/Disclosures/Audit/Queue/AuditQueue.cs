using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Storage;
using Gateway.Storage.Audit;
using Gateway.Storage.Feeds;
using Gateway.Storage.Ledger;
using Gateway.Telemetry;

namespace Gateway.Disclosures.Audit.Queue;

/// <summary>
/// Where the trail of an emergency waits, on this node's own disk, while the ledger can be read and not written: its disk is full, it is locked, it has become a standby. Sealed and durable before anything is
/// disclosed; put into the trail in order and once as soon as that can be written. A file that was tampered with is told of in the trail and kept aside.
/// </summary>
internal sealed class AuditQueue(SealedFile file, GatewayLedger ledger, AuditLog log, FeedCursors cursors, TimeProvider time, Func<Guid> newId, ILogger<AuditQueue> logger) : IDisposable
{
    public const string FileName = "emergency-audit.queue";

    /// <summary>Room for about a thousand disclosures.</summary>
    public const int Size = 4 * 1024 * 1024;

    private const int MostAlike = 1_000;
    private static readonly TimeSpan s_around = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>How many disclosures wait.</summary>
    public int Count => file.Count;

    /// <summary>Adds what is about to be disclosed; it is on the disk when the task ends. False where there is no room.</summary>
    public async Task<bool> AddAsync(IReadOnlyList<AuditEntry> entries, bool isUndecided, CancellationToken cancellation)
    {
        var queued = new QueuedAudit(newId(), time.GetUtcNow(), isUndecided, [.. entries.Select(e => new QueuedEvent(e.Content.ToArray(), e.Subjects))]);
        await _gate.WaitAsync(cancellation);
        try
        {
            return file.TryAdd(JsonSerializer.SerializeToUtf8Bytes(queued));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Puts all that waits into the trail.</summary>
    /// <exception cref="LedgerUnavailableException">It still cannot be written.</exception>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (file.Count == 0)
                return;
            var (content, isSound) = file.Read();
            var waiting = content.Select(c => JsonSerializer.Deserialize<QueuedAudit>(c)!).ToList();
            var name = $"emergency-audit {file.Id}";
            var last = await cursors.GetAsync(name, cancellation);
            var entries = await NewAsync([.. waiting.Skip(waiting.FindIndex(w => w.Id.ToString("N") == last) + 1)], cancellation);
            if (!isSound)
                entries.Add(Alert());
            await ledger.WriteAsync("audit", async session =>
            {
                foreach (var entry in entries)
                    session.Audit(entry);
                if (waiting.Count > 0)
                    await FeedCursors.PutAsync(session, name, waiting[^1].Id.ToString("N"), CancellationToken.None);
                return true;
            }, cancellation);
            if (isSound)
                file.Clear();
            else
            {
                Log.AuditQueueTampered(logger);
                file.SetAside(time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture));
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    // Where a commit broke off, the trail may have it already, to the letter.
    private async Task<List<AuditEntry>> NewAsync(IReadOnlyList<QueuedAudit> waiting, CancellationToken cancellation)
    {
        var entries = new List<AuditEntry>();
        foreach (var one in waiting)
            foreach (var queued in one.Entries)
                if (!one.IsUndecided || !(await log.FindAsync(queued.Subjects, one.At - s_around, one.At + s_around, MostAlike, cancellation)).Any(r => r.Content.Span.SequenceEqual(queued.Content)))
                    entries.Add(new AuditEntry(queued.Content, queued.Subjects));
        return entries;
    }

    private AuditEntry Alert()
    {
        var now = AuditJson.Moment(time.GetUtcNow());
        return new AuditEntry(Encoding.UTF8.GetBytes($$"""
            {"resourceType":"AuditEvent","type":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110113"},"action":"E","recorded":"{{now}}","outcome":"12","outcomeDesc":"The queue of emergency audit on a node's disk was altered or cut short; what was sound is in the trail before this, the file is kept aside.","agent":[{"who":{"display":"Health and Justice Gateway"},"requestor":false}],"source":{"observer":{"display":"Health and Justice Gateway"} } }
            """), []);
    }
}
