using Gateway.Disclosures.Consents;
using Gateway.Federation.Records;
using Gateway.Requests.HealthRequests;
using Gateway.Requests.Referrals;
using Gateway.Storage;
using Gateway.Storage.Feeds;
using Gateway.Storage.Links;

namespace Gateway.Requests.Feeds;

/// <summary>The feeds of all sources that have one.</summary>
internal sealed class SourceFeeds(SourceDirectory sources, GatewayLedger ledger, FeedCursors cursors, RefusedRecords refused, RecordResources resources, LinkIndex links, HealthRequestProgress progress, ReferralReports reports, ConsentIntake consents, RequestOptions options, ILogger<SourceFeed> log)
{
    public IReadOnlyList<SourceFeed> All { get; } = [.. sources.All.Where(s => s.Profile.HasFeed).Select(s => new SourceFeed(s, ledger, cursors, refused, resources, links, progress, reports, consents, log, options))];
}
