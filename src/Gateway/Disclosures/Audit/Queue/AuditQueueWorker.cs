using System.Data.Common;
using Gateway.Storage.Ledger;
using Gateway.Telemetry;

namespace Gateway.Disclosures.Audit.Queue;

/// <summary>Puts the trail of emergencies that waits on this node's disk into the trail once it can be written again.</summary>
internal sealed class AuditQueueWorker(AuditQueue queue, GatewayMeter meter, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(5);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        meter.WatchAuditQueue(() => queue.Count);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await queue.DrainAsync(stoppingToken);
            }
            catch (Exception e) when (e is LedgerUnavailableException or DbException or OperationCanceledException)
            {
                // It waits on; readiness and metrics tell that it does.
            }

            await Task.Delay(s_every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
