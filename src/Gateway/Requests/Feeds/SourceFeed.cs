using System.Data.Common;
using Gateway.Disclosures.Consents;
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
/// that the feed has come to, so that nothing is lost or done twice however often the gateway stops in between. A record that cannot be taken in keeps none behind it
/// waiting: its name is kept, an event tells of it, and it is read again until it can be.
/// </summary>
internal sealed class SourceFeed(
    IResourceSource source, GatewayLedger ledger, FeedCursors cursors, RefusedRecords refused, RecordResources resources, LinkIndex links, HealthRequestProgress healthRequests, ReferralReports reports, ConsentIntake consents, ILogger<SourceFeed> log,
    RequestOptions options) : IFeedReader
{
    private const int AtMost = 200;
    private const int ReadAgain = 20;

    public string Name => source.Profile.Name;

    public TimeSpan Every => options.FeedEvery;

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

        if (changes.Faults.Count > 0)
            Log.FeedRecordsRefused(log, Name, changes.Faults.Count);
        if (changes.Next != cursor || changes.Records.Count > 0)
            await StoreAsync(changes, cancellation);

        // A source that says there is more and does not move on is asked again when it is time, not at once.
        if (changes.HasMore && changes.Next != cursor)
            return true;

        // What is read again is as it is now: only when the feed has come to its end is nothing older behind it.
        await ReadAgainAsync(cancellation);
        return false;
    }

    private async Task StoreAsync(SourceChanges changes, CancellationToken cancellation)
    {
        try
        {
            await StoreAsync(changes.Records, changes.Refused, changes.Next, cancellation);
        }
        catch (Exception e) when (IsOfRecord(e))
        {
            foreach (var record in changes.Records)
                await StoreOrSetAsideAsync(record, cancellation);
            await StoreAsync([], changes.Refused, changes.Next, cancellation);
        }
    }

    private Task<bool> StoreAsync(IReadOnlyList<SourceRecord> records, IReadOnlyList<RefusedRecord> unusable, string? next, CancellationToken cancellation) => ledger.WriteAsync($"feed {Name}", async session =>
    {
        foreach (var record in records)
            await ApplyAsync(session, record, cancellation);
        foreach (var record in unusable)
            await SetAsideAsync(session, record, cancellation);
        if (next is not null)
            await FeedCursors.PutAsync(session, Name, next, cancellation);
        return true;
    }, cancellation);

    private async Task StoreOrSetAsideAsync(SourceRecord record, CancellationToken cancellation)
    {
        try
        {
            await StoreAsync([record], [], null, cancellation);
        }
        catch (Exception e) when (IsOfRecord(e))
        {
            Log.FeedRecordSetAside(log, Name, e.GetType().Name);
            var type = record.Bundle.IsNone ? "" : record.Bundle["entry"].SelectMany(r => r["resource"]).Select(r => r.Type.Name).FirstOrDefault() ?? "";
            await StoreAsync([], [new RefusedRecord(type, record.Locator)], null, cancellation);
        }
    }

    private async Task SetAsideAsync(LedgerSession session, RefusedRecord record, CancellationToken cancellation)
    {
        await RefusedRecords.PutAsync(session, Name, record.Type, record.Locator, session.Now + options.RefusedEvery, cancellation);
        session.Emit(new LedgerEvent("feed.set-aside", "", resources.SealedName(source.Profile, record.Locator) ?? Name, 0));
    }

    private async Task ReadAgainAsync(CancellationToken cancellation)
    {
        // Who can only be listened to keeps its refused records until it sends them anew.
        if (source.Profile.Types.Count == 0)
            return;
        foreach (var (type, locator) in await refused.DueAsync(Name, ReadAgain, cancellation))
        {
            var answer = await source.ReadAsync(type, locator, cancellation);
            if (answer.Records is [var record])
                await StoreOrSetAsideAsync(record, cancellation);
            else
                await ledger.WriteAsync($"feed {Name}", async session =>
                {
                    if (answer.State == SourceState.NothingKnown)
                        await RefusedRecords.RemoveAsync(session, Name, locator, cancellation);
                    else
                        await RefusedRecords.PutAsync(session, Name, type, locator, session.Now + options.RefusedEvery, cancellation);
                    return true;
                }, cancellation);
        }
    }

    // What goes wrong with the database goes wrong for every record.
    private static bool IsOfRecord(Exception e) => e is not (LedgerUnavailableException or DbException or OperationCanceledException);

    private async Task ApplyAsync(LedgerSession session, SourceRecord record, CancellationToken cancellation)
    {
        await RefusedRecords.RemoveAsync(session, Name, record.Locator, cancellation);
        var made = resources.Of(source.Profile, record);
        foreach (var patient in PatientRecords.Of(source.Profile, made))
            await LinkAsync(session, patient, made.Any(r => r.Type == "Patient" && r.Id == patient.Patient), cancellation);
        await consents.ApplyAsync(session, source.Profile, record, made, cancellation);
        if (HealthRequestProgress.IsOne(record))
            await healthRequests.ApplyAsync(session, source.Profile, record, cancellation);
        else
            await reports.ApplyAsync(session, source.Profile, record, cancellation);
    }

    // The person's own record says all numbers but those of the stays, and a stay says its own: each takes the place of what it said before.
    private async Task LinkAsync(LedgerSession session, LinkedRecord said, bool isOwn, CancellationToken cancellation)
    {
        var known = (await LinkIndex.FindRecordAsync(session, said.Patient, cancellation))?.Identifiers ?? [];
        var kept = isOwn ? known.Where(i => i.System == Systems.CustodyNumber) : known;
        await links.PutAsync(session, said with { Identifiers = [.. kept.Concat(said.Identifiers).Distinct()] }, cancellation);
    }
}
