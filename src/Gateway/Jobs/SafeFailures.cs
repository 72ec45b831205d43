using Quartz;

namespace Gateway.Jobs;

/// <summary>Keeps what a job throws out of the log, where Quartz writes it: messages of sources and databases may hold content. The type alone is told.</summary>
internal sealed class SafeFailures : IJobExecutionMiddleware
{
    public async ValueTask Invoke(IJobExecutionContext context, JobExecutionDelegate next, CancellationToken cancellationToken = default)
    {
        try
        {
            await next(context, cancellationToken);
        }
        catch (Exception e) when (e is not (JobExecutionException or OperationCanceledException))
        {
            throw new JobExecutionException($"The job failed: {e.GetType().Name}.");
        }
    }
}
