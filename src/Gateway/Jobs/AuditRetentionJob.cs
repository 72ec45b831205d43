using Gateway.Storage;
using Gateway.Storage.Audit;
using Microsoft.Extensions.Options;
using Quartz;

namespace Gateway.Jobs;

/// <summary>Removes the months of the audit trail that are older than it is kept.</summary>
[DisallowConcurrentExecution]
internal sealed class AuditRetentionJob(GatewayLedger ledger, IOptions<JobsOptions> options, TimeProvider time) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await new AuditLog(ledger).RemoveBeforeAsync(time.GetUtcNow() - options.Value.AuditKept, cancellationToken);
}
