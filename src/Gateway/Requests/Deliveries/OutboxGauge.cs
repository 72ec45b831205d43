using System.Data.Common;
using Gateway.Storage.Ledger;
using Gateway.Storage.Outbox;
using Gateway.Telemetry;

namespace Gateway.Requests.Deliveries;

/// <summary>Keeps at hand how many deliveries wait for each source, for whoever reads metrics.</summary>
internal sealed class OutboxGauge(OutboxQueue queue, GatewayMeter meter, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(10);
    private IReadOnlyList<OutboxDepth> _depths = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meter.WatchOutbox(() => _depths);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                _depths = [.. (await queue.CountsAsync(stoppingToken)).Where(c => c.State == DeliveryState.Waiting).GroupBy(c => SourceDelivery.SourceOf(c.Destination)).Select(g => new OutboxDepth(g.Key, g.Sum(c => c.Count)))];
            }
            catch (Exception e) when (e is DbException or LedgerUnavailableException)
            {
                // The last numbers stand until the database is back, which readiness tells of.
            }

            await Task.Delay(s_every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
