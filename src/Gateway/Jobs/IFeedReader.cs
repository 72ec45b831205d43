namespace Gateway.Jobs;

/// <summary>Reads what a source has to tell since the last time. One node of all does so at a time; where it is, is kept by <see cref="Gateway.Storage.Feeds.FeedCursors"/>.</summary>
internal interface IFeedReader
{
    /// <summary>The feed's name, by which its job and its cursor are known.</summary>
    string Name { get; }

    /// <summary>How long to wait after a reading before the next.</summary>
    TimeSpan Every { get; }

    /// <summary>Reads and stores one page, with the cursor behind it in the same unit of work; true when there is more to read at once.</summary>
    Task<bool> ReadAsync(CancellationToken cancellation);
}
