using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Quartz;

namespace Gateway.Jobs;

/// <summary>
/// Stores what is to be done, and how often, before the scheduler starts. What is stored already with the same interval is left as it is, so that a node
/// that starts does not put off what the others have planned; what is no longer configured is taken out.
/// </summary>
internal sealed class JobSchedule(ISchedulerFactory schedulers, IEnumerable<IFeedReader> feeds, IEnumerable<RegularJob> others, IOptions<JobsOptions> options, TimeProvider time) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var regular = All().ToList();
        foreach (var job in regular)
            await StoreAsync(scheduler, job, cancellationToken);
        var kept = regular.Select(j => j.JobKey).ToHashSet();
        foreach (var key in await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(RegularJob.Group), cancellationToken))
            if (!kept.Contains(key))
                await scheduler.DeleteJob(key, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<RegularJob> All()
    {
        var o = options.Value;
        if (o.CheckpointKeyFile is not null)
            yield return new RegularJob("audit-checkpoint", typeof(AuditCheckpointJob), o.CheckpointEvery);
        yield return new RegularJob("audit-retention", typeof(AuditRetentionJob), o.RetentionEvery);
        yield return new RegularJob("forget", typeof(ForgetJob), o.ForgetEvery);
        foreach (var other in others)
            yield return other;
        foreach (var feed in feeds)
            yield return new RegularJob($"feed {feed.Name}", typeof(FeedJob), feed.Every, feed.Name);
    }

    private async Task StoreAsync(IScheduler scheduler, RegularJob job, CancellationToken cancellation)
    {
        var isPlanned = await scheduler.GetTrigger(job.TriggerKey, cancellation) is ISimpleTrigger there && there.RepeatInterval == job.Every
            && await scheduler.GetTriggerState(job.TriggerKey, cancellation) != TriggerState.Error;
        if (isPlanned)
            await scheduler.AddJob(job.ToJob(), AddJobOptions.Replacing, cancellation);
        else
            await scheduler.ScheduleJob(job.ToJob(), [job.ToTrigger(time)], ScheduleJobOptions.Replacing, cancellation);
    }
}
