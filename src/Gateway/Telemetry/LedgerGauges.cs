using System.Data.Common;
using Gateway.Disclosures.Emergency;
using Gateway.Requests.Deliveries;
using Gateway.Storage.Feeds;
using Gateway.Storage.Ledger;
using Gateway.Storage.Outbox;

namespace Gateway.Telemetry;

/// <summary>Keeps at hand what waits in the ledger, for whoever reads metrics: deliveries for each source, records of feeds that could not be taken in, emergency grants that nobody has reviewed.</summary>
internal sealed class LedgerGauges(OutboxQueue queue, RefusedRecords refused, EmergencyReviews reviews, GatewayMeter meter, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(10);
    private IReadOnlyList<NamedCount> _waiting = [];
    private IReadOnlyList<NamedCount> _refused = [];
    private IReadOnlyList<NamedCount> _unreviewed = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        meter.WatchOutbox(() => _waiting);
        meter.WatchRefused(() => _refused);
        meter.WatchReviews(() => _unreviewed);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                _waiting = [.. (await queue.CountsAsync(stoppingToken)).Where(c => c.State == DeliveryState.Waiting).GroupBy(c => SourceDelivery.SourceOf(c.Destination)).Select(g => new NamedCount(g.Key, g.Sum(c => c.Count)))];
                _refused = [.. (await refused.CountsAsync(stoppingToken)).Select(c => new NamedCount(c.Feed, c.Count))];
                _unreviewed = await reviews.OpenAsync(stoppingToken);
            }
            catch (Exception e) when (e is DbException or LedgerUnavailableException)
            {
                // The last numbers stand until the database is back, which readiness tells of.
            }

            await Task.Delay(s_every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
