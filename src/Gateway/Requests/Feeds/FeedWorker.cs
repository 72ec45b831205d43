namespace Gateway.Requests.Feeds;

/// <summary>Reads the feeds again and again.</summary>
internal sealed class FeedWorker(SourceFeeds feeds, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(feeds.All.Select(async feed =>
    {
        while (!stoppingToken.IsCancellationRequested)
            if (!await feed.ReadAsync(stoppingToken))
                await Task.Delay(s_every, time, stoppingToken);
    }));
}
