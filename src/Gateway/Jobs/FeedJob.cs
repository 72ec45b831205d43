using Quartz;

namespace Gateway.Jobs;

/// <summary>Reads one feed until it has no more to tell. Of one feed there is one reading at a time on all nodes; feeds do not wait for each other.</summary>
[DisallowConcurrentExecution]
internal sealed class FeedJob(IEnumerable<IFeedReader> readers) : IJob
{
    /// <summary>Names the feed in the job's data.</summary>
    public const string Feed = "feed";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.MergedJobDataMap.GetString(Feed);

        // A node of another configuration may not know the feed: it leaves it to the others.
        if (readers.FirstOrDefault(r => r.Name == name) is not { } reader)
            return;
        while (await reader.ReadAsync(cancellationToken))
        {
        }
    }
}
