using Gateway.Storage;
using Gateway.Storage.Inbox;
using Gateway.Storage.Outbox;
using Microsoft.Extensions.Options;
using Quartz;

namespace Gateway.Jobs;

/// <summary>Forgets answers to requests and deliveries that were made, when nobody will ask for them again.</summary>
[DisallowConcurrentExecution]
internal sealed class ForgetJob(GatewayLedger ledger, IOptions<JobsOptions> options) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await new RequestInbox(ledger).ForgetAsync(options.Value.AnswersKept, cancellationToken);
        await new OutboxQueue(ledger, new OutboxOptions()).ForgetAsync(options.Value.DeliveriesKept, cancellationToken);
    }
}
