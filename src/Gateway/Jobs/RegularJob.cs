using Quartz;

namespace Gateway.Jobs;

/// <summary>Something that is done again and again.</summary>
/// <param name="Name">Its name, the same on all nodes.</param>
/// <param name="Job">The type of the job.</param>
/// <param name="Every">The wait between the end of one run and the start of the next.</param>
/// <param name="Feed">The feed that it reads, for a <see cref="FeedJob"/>.</param>
internal sealed record RegularJob(string Name, Type Job, TimeSpan Every, string? Feed = null)
{
    /// <summary>The group of all jobs of the gateway.</summary>
    public const string Group = "gateway";

    public JobKey JobKey => new(Name, Group);

    public TriggerKey TriggerKey => new(Name, Group);

    /// <summary>A job whose node died while it ran is run again at once by another.</summary>
    public IJobDetail ToJob()
    {
        var job = JobBuilder.Create().OfType(Job).WithIdentity(JobKey).RequestRecovery().StoreDurably();
        return (Feed is null ? job : job.UsingJobData(FeedJob.Feed, Feed)).Build();
    }

    /// <summary>Runs that were missed, because no node was there, are made up for by one.</summary>
    public ITrigger ToTrigger(TimeProvider time) => TriggerBuilder.Create(time).WithIdentity(TriggerKey).ForJob(JobKey).StartNow()
        .WithSimpleSchedule(s => s.WithInterval(Every).RepeatForever().MeasureIntervalFromCompletion(true).WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount))
        .Build();
}
