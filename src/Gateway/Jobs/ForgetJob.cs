using Gateway.Storage;
using Gateway.Storage.Clients;
using Gateway.Storage.Inbox;
using Gateway.Storage.Outbox;
using Microsoft.Extensions.Options;
using Quartz;

namespace Gateway.Jobs;

/// <summary>Forgets answers to requests, deliveries that were made, and what was said of tokens, when nobody will ask for them again.</summary>
[DisallowConcurrentExecution]
internal sealed class ForgetJob(GatewayLedger ledger, IOptions<JobsOptions> options) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await new RequestInbox(ledger).ForgetAsync(options.Value.AnswersKept, cancellationToken);
        await new OutboxQueue(ledger, new OutboxOptions()).ForgetAsync(options.Value.DeliveriesKept, cancellationToken);
        await new ClientTable(ledger).ForgetAsync(cancellationToken);
    }
}
