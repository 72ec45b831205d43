using Gateway.Storage.Audit;

namespace Gateway.Disclosures.Audit;

/// <summary>Brings what was added to the trail into the index of whom it is about, once a second.</summary>
internal sealed class AuditIndexWorker(AuditLog trail, TimeProvider time, ILogger<AuditIndexWorker> log) : TrailWorker(time, TimeSpan.FromSeconds(1), log)
{
    protected override Task WriteAsync(CancellationToken cancellation) => trail.IndexAsync(cancellation);
}
