using System.Data.Common;
using Gateway.Storage.Ledger;

namespace Gateway.Disclosures.Audit;

/// <summary>Writes again and again what waits for the audit trail, and once more when the host ends.</summary>
internal abstract class TrailWorker(TimeProvider time, TimeSpan every) : BackgroundService
{
    /// <summary>Writes what waits. Where the trail cannot be written, nothing of it is lost.</summary>
    protected abstract Task WriteAsync(CancellationToken cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (; ; await Task.Delay(every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing))
        {
            var isLast = stoppingToken.IsCancellationRequested;
            try
            {
                await WriteAsync(stoppingToken);
            }
            catch (Exception e) when (e is LedgerUnavailableException or DbException or OperationCanceledException)
            {
                // It waits on, and is written with what comes; readiness and metrics tell that the ledger is away.
            }

            if (isLast)
                return;
        }
    }
}
