using System.Collections.Concurrent;
using Gateway.Jobs;

namespace Gateway.Tests.Jobs;

/// <summary>A feed that does what the test says, and remembers when it was read.</summary>
internal sealed class ScriptedFeed(string name, TimeSpan every, Func<int, CancellationToken, Task<bool>> read) : IFeedReader
{
    private readonly ConcurrentQueue<DateTimeOffset> _begun = [];
    private int _now;
    private int _most;

    public string Name => name;

    public TimeSpan Every => every;

    public int Count => _begun.Count;

    /// <summary>The most readings at once.</summary>
    public int Most => _most;

    public async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        _most = Math.Max(_most, Interlocked.Increment(ref _now));
        _begun.Enqueue(DateTimeOffset.UtcNow);
        var more = await read(_begun.Count, cancellation);
        Interlocked.Decrement(ref _now);
        return more;
    }
}
