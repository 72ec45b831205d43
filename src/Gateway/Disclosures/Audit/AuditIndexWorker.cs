using System.Data.Common;
using Gateway.Storage.Audit;
using Gateway.Storage.Ledger;

namespace Gateway.Disclosures.Audit;

/// <summary>Brings what was added to the trail into the index of whom it is about, once a second.</summary>
internal sealed class AuditIndexWorker(AuditLog log, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await log.IndexAsync(stoppingToken);
            }
            catch (Exception e) when (e is LedgerUnavailableException or DbException or OperationCanceledException)
            {
                // The trail is whole without the index; readiness tells that the ledger is away.
            }

            await Task.Delay(s_every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
