using System.Data.Common;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Jobs;
using Gateway.Requests.HealthRequests;
using Gateway.Requests.Referrals;
using Gateway.Sources;
using Gateway.Storage;
using Gateway.Storage.Feeds;
using Gateway.Storage.Ledger;
using Gateway.Storage.Links;
using Gateway.Telemetry;

namespace Gateway.Requests.Feeds;

/// <summary>
/// Follows the changes of a source: who its persons are, how health requests go on, what providers report. What a part of the feed causes is stored together with the place
/// that the feed has come to, so that nothing is lost or done twice however often the gateway stops in between.
/// </summary>
internal sealed class SourceFeed(IResourceSource source, GatewayLedger ledger, FeedCursors cursors, RecordResources resources, LinkIndex links, HealthRequestProgress healthRequests, ReferralReports reports, ILogger<SourceFeed> log, TimeSpan every) : IFeedReader
{
    private const int AtMost = 200;

    public string Name => source.Profile.Name;

    public TimeSpan Every => every;

    /// <summary>Reads the next part; true when there is more at once.</summary>
    public async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        var cursor = await cursors.GetAsync(Name, cancellation);
        var changes = await source.ChangesAsync(cursor, AtMost, cancellation);
        if (changes.State is not (SourceState.Answered or SourceState.NothingKnown or SourceState.Partly))
        {
            Log.FeedNotRead(log, Name, changes.State);
            return false;
        }

        if (changes.Next == cursor && changes.Records.Count == 0)
            return false;
        if (changes.Faults.Count > 0)
            Log.FeedRecordsRefused(log, Name, changes.Faults.Count);
        try
        {
            await StoreAsync(changes.Records, changes.Next, cancellation);
        }
        catch (Exception e) when (e is not (LedgerUnavailableException or DbException or OperationCanceledException))
        {
            await StoreOneByOneAsync(changes, cancellation);
        }

        // A source that says there is more and does not move on is asked again when it is time, not at once.
        return changes.HasMore && changes.Next != cursor;
    }

    private Task<bool> StoreAsync(IReadOnlyList<SourceRecord> records, string? next, CancellationToken cancellation) => ledger.WriteAsync($"feed {Name}", async session =>
    {
        foreach (var record in records)
            await ApplyAsync(session, record, cancellation);
        if (next is not null)
            await FeedCursors.PutAsync(session, Name, next, cancellation);
        return true;
    }, cancellation);

    // One record that cannot be taken in must not keep all behind it waiting for ever: it is set aside, and an event tells of it.
    private async Task StoreOneByOneAsync(SourceChanges changes, CancellationToken cancellation)
    {
        foreach (var record in changes.Records)
        {
            try
            {
                await StoreAsync([record], null, cancellation);
            }
            catch (Exception e) when (e is not (LedgerUnavailableException or DbException or OperationCanceledException))
            {
                Log.FeedRecordSetAside(log, Name, e.GetType().Name);
                await ledger.WriteAsync($"feed {Name}", session =>
                {
                    session.Emit(new LedgerEvent("feed.set-aside", "", resources.SealedName(source.Profile, record) ?? Name, 0));
                    return Task.FromResult(true);
                }, cancellation);
            }
        }

        await StoreAsync([], changes.Next ?? "", cancellation);
    }

    private async Task ApplyAsync(LedgerSession session, SourceRecord record, CancellationToken cancellation)
    {
        var made = resources.Of(source.Profile, record);
        foreach (var patient in PatientRecords.Of(source.Profile, made))
            await LinkAsync(session, patient, made.Any(r => r.Type == "Patient" && r.Id == patient.Patient), cancellation);
        if (HealthRequestProgress.IsOne(record))
            await healthRequests.ApplyAsync(session, record, cancellation);
        else
            await reports.ApplyAsync(session, record, cancellation);
    }

    // The person's own record says all numbers but those of the stays, and a stay says its own: each takes the place of what it said before.
    private async Task LinkAsync(LedgerSession session, LinkedRecord said, bool isOwn, CancellationToken cancellation)
    {
        var known = (await LinkIndex.FindRecordAsync(session, said.Patient, cancellation))?.Identifiers ?? [];
        var kept = isOwn ? known.Where(i => i.System == Systems.CustodyNumber) : known;
        await links.PutAsync(session, said with { Identifiers = [.. kept.Concat(said.Identifiers).Distinct()] }, cancellation);
    }
}
