namespace Gateway.Storage.Database;

/// <summary>
/// Lets questions that wait at the same time be asked as one, so that many callers share a way to the database and back, as they share a commit when they write. Who asks while nobody else
/// does waits for nobody. What is given was read after it was asked for. Safe for use by many threads.
/// </summary>
/// <param name="read">Answers some questions at once.</param>
/// <param name="most">The most questions that are asked as one.</param>
/// <param name="atOnce">How many are on their way at once; by default as many as could work at once, more would only wait for each other.</param>
/// <typeparam name="TKey">What one asks about.</typeparam>
/// <typeparam name="TFound">The answer to all that were asked together, of which each takes its part.</typeparam>
public sealed class SharedReads<TKey, TFound>(Func<IReadOnlyList<TKey>, Task<TFound>> read, int most = 64, int? atOnce = null)
{
    private readonly int _atOnce = atOnce ?? Math.Max(2, Environment.ProcessorCount);
    private readonly Lock _lock = new();
    private readonly Queue<(TKey Key, TaskCompletionSource<TFound> Found)> _waiting = [];
    private int _asking;

    /// <summary>Asks about one thing.</summary>
    /// <param name="key">What is asked about.</param>
    /// <param name="cancellation">Ends the waiting; what is being asked is not broken off, as others may wait for it.</param>
    public async Task<TFound> AskAsync(TKey key, CancellationToken cancellation = default)
    {
        TaskCompletionSource<TFound> turn;
        var isFirst = false;
        lock (_lock)
        {
            if (_asking < _atOnce)
            {
                (_asking, isFirst, turn) = (_asking + 1, true, new TaskCompletionSource<TFound>());
            }
            else
            {
                turn = new TaskCompletionSource<TFound>(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue((key, turn));
            }
        }

        if (isFirst)
            _ = AskAsync([(key, turn)]);
        return await turn.Task.WaitAsync(cancellation);
    }

    private void Next()
    {
        List<(TKey Key, TaskCompletionSource<TFound> Found)> turn = [];
        lock (_lock)
        {
            while (turn.Count < most && _waiting.TryDequeue(out var waiting))
                turn.Add(waiting);
            if (turn.Count == 0)
                _asking--;
        }

        if (turn.Count > 0)
            _ = Task.Run(() => AskAsync(turn));
    }

    // Those who waited are asked for before anybody goes on with what was found.
    private async Task AskAsync(List<(TKey Key, TaskCompletionSource<TFound> Found)> turn)
    {
        try
        {
            var found = await read([.. turn.Select(t => t.Key)]);
            Next();
            turn.ForEach(t => t.Found.TrySetResult(found));
        }
        catch (Exception e)
        {
            // Each of them is told, as it would have been alone.
            Next();
            turn.ForEach(t => t.Found.TrySetException(e));
        }
    }
}
