using System.Data.Common;
using Gateway.Storage.Ledger;
using Gateway.Telemetry;

namespace Gateway.Disclosures.Audit;

/// <summary>Writes again and again what waits for the audit trail, and once more when the host ends, which the token says then.</summary>
internal abstract class TrailWorker(TimeProvider time, TimeSpan every, ILogger log) : BackgroundService
{
    private bool _isWaiting;

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
                _isWaiting = false;
            }
            catch (Exception e) when (e is LedgerUnavailableException or DbException or OperationCanceledException)
            {
                // It waits on, and is written with what comes; that it waits is told once.
                if (!_isWaiting && !stoppingToken.IsCancellationRequested)
                    Log.TrailWaits(log, GetType().Name, e.GetType().Name);
                _isWaiting = true;
            }

            if (isLast)
                return;
        }
    }
}
