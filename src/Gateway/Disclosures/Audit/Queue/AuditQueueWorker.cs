using Gateway.Telemetry;

namespace Gateway.Disclosures.Audit.Queue;

/// <summary>Puts the trail of emergencies that waits on this node's disk into the trail once it can be written again.</summary>
internal sealed class AuditQueueWorker(AuditQueue queue, GatewayMeter meter, TimeProvider time, ILogger<AuditQueueWorker> log) : TrailWorker(time, TimeSpan.FromSeconds(5), log)
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        meter.WatchAuditQueue(() => queue.Count);
        return base.StartAsync(cancellationToken);
    }

    protected override Task WriteAsync(CancellationToken cancellation) => queue.DrainAsync(cancellation);
}
