using Gateway.Requests.HealthRequests;
using Quartz;

namespace Gateway.Jobs;

/// <summary>Looks which health requests have run out of time.</summary>
[DisallowConcurrentExecution]
internal sealed class ClockJob(HealthRequestClock clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await clock.LookAsync(cancellationToken);
}
