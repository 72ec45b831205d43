using Polly;

namespace Gateway.Sources.Http;

/// <summary>Lets so many questions through at a time and so many wait; the rest are turned away at once.</summary>
internal sealed class Bulkhead(int places, int queue) : ResilienceStrategy<SourceReply>, IDisposable
{
    private readonly SemaphoreSlim _places = new(places, places);
    private int _inside;

    protected override async ValueTask<Outcome<SourceReply>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<SourceReply>>> callback, ResilienceContext context, TState state)
    {
        if (Interlocked.Increment(ref _inside) > places + queue)
        {
            Interlocked.Decrement(ref _inside);
            return Outcome.FromResult(SourceReply.Of(SourceState.Throttled));
        }

        try
        {
            await _places.WaitAsync(context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch (OperationCanceledException e)
        {
            Interlocked.Decrement(ref _inside);
            return Outcome.FromException<SourceReply>(e);
        }

        try
        {
            return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        }
        finally
        {
            _places.Release();
            Interlocked.Decrement(ref _inside);
        }
    }

    public void Dispose() => _places.Dispose();
}
