using System.Security.Cryptography;
using Gateway.Commands.Ledger;
using Gateway.Storage;
using Gateway.Storage.Audit;
using Microsoft.Extensions.Options;
using Quartz;

namespace Gateway.Jobs;

/// <summary>Signs how long the audit trail is, and keeps that outside of the database. The key is read each time: it can be changed while the gateway runs.</summary>
[DisallowConcurrentExecution]
internal sealed class AuditCheckpointJob(GatewayLedger ledger, IOptions<JobsOptions> options) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(options.Value.CheckpointKeyFile!, cancellationToken));
        if (await new AuditLog(ledger).CheckpointAsync(key, cancellationToken) is { } checkpoint)
            await AuditCheckpointPlace.PutAsync(options.Value.CheckpointPlace!, checkpoint);
    }
}
