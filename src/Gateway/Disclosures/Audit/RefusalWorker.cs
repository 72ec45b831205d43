using System.Data.Common;
using Gateway.Storage.Ledger;

namespace Gateway.Disclosures.Audit;

/// <summary>Writes down once a minute, and when the host ends, how often whom was turned away.</summary>
internal sealed class RefusalWorker(RefusalTrail trail, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await trail.WriteAsync(CancellationToken.None);
            }
            catch (Exception e) when (e is LedgerUnavailableException or DbException)
            {
                // It is kept, and written with what comes; readiness tells that the ledger is away.
            }
        }
    }
}
