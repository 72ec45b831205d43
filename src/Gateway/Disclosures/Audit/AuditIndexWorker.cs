using Gateway.Storage.Audit;

namespace Gateway.Disclosures.Audit;

/// <summary>Brings what was added to the trail into the index of whom it is about, once a second.</summary>
internal sealed class AuditIndexWorker(AuditLog log, TimeProvider time) : TrailWorker(time, TimeSpan.FromSeconds(1))
{
    protected override Task WriteAsync(CancellationToken cancellation) => log.IndexAsync(cancellation);
}
