using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Gateway.Sources.Http;

/// <summary>What stands around every question to one source, from the outside in: total time, bulkhead, retry, breaker, time of an attempt.</summary>
internal sealed class SourcePipeline : IDisposable
{
    private static readonly ResiliencePropertyKey<bool> s_isRepeatable = new("repeatable");
    private readonly CircuitBreakerStateProvider _breaker = new();
    private readonly ResiliencePipeline<SourceReply> _pipeline;
    private readonly Bulkhead _bulkhead;

    public SourcePipeline(LimitOptions limits, TimeProvider time)
    {
        _bulkhead = new Bulkhead(limits.Concurrency, limits.Queue);
        var builder = new ResiliencePipelineBuilder<SourceReply> { TimeProvider = time }
            .AddTimeout(limits.Timeout)
            .AddStrategy(_ => _bulkhead, new BulkheadOptions());
        if (limits.Retries > 0)
            builder.AddRetry(RetryOf(limits));
        _pipeline = builder.AddCircuitBreaker(BreakerOf(limits)).AddTimeout(limits.AttemptTimeout).Build();
    }

    /// <summary>0 closed, 1 trying again, 2 open.</summary>
    public int Breaker => _breaker.CircuitState switch { CircuitState.Closed => 0, CircuitState.HalfOpen => 1, _ => 2 };

    /// <summary>Makes the attempts that the limits allow. Throws only when the caller cancels.</summary>
    public async ValueTask<SourceReply> RunAsync<TState>(Func<TState, CancellationToken, ValueTask<SourceReply>> attempt, TState state, bool isRepeatable, CancellationToken cancellation)
    {
        var context = ResilienceContextPool.Shared.Get(cancellation);
        context.Properties.Set(s_isRepeatable, isRepeatable);
        try
        {
            var outcome = await _pipeline.ExecuteOutcomeAsync(
                static async (context, s) =>
                {
                    try
                    {
                        return Outcome.FromResult(await s.attempt(s.state, context.CancellationToken).ConfigureAwait(false));
                    }
                    catch (OperationCanceledException e)
                    {
                        return Outcome.FromException<SourceReply>(e);
                    }
                },
                context,
                (attempt, state)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            return ReplyOf(outcome);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public void Dispose() => _bulkhead.Dispose();

    private static SourceReply ReplyOf(Outcome<SourceReply> outcome) => outcome.Exception switch
    {
        null => outcome.Result!,
        BrokenCircuitException broken => SourceReply.Of(SourceState.BreakerOpen, broken.RetryAfter),
        TimeoutRejectedException or OperationCanceledException => SourceReply.Of(SourceState.TimedOut),
        _ => SourceReply.Of(SourceState.Failed),
    };

    private static RetryStrategyOptions<SourceReply> RetryOf(LimitOptions limits) => new()
    {
        MaxRetryAttempts = limits.Retries,
        Delay = limits.RetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = args => ValueTask.FromResult(
            args.Context.Properties.GetValue(s_isRepeatable, false)
            && (args.Outcome.Exception is TimeoutRejectedException || args.Outcome.Result is { IsPassing: true })),
    };

    private CircuitBreakerStrategyOptions<SourceReply> BreakerOf(LimitOptions limits) => new()
    {
        FailureRatio = limits.BreakerRatio,
        MinimumThroughput = limits.BreakerCalls,
        SamplingDuration = limits.BreakerWindow,
        BreakDuration = limits.BreakerPause,
        StateProvider = _breaker,
        ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is TimeoutRejectedException || args.Outcome.Result is { IsFault: true }),
    };

    private sealed class BulkheadOptions : ResilienceStrategyOptions;
}
