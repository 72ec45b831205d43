using Gateway.Federation.Records;
using Gateway.Sources;
using Gateway.Telemetry;

namespace Gateway.Federation.Asking;

/// <summary>Asks sources side by side. What comes is turned into gateway resources as it comes; who has not answered at the deadline has timed out, whatever it is doing.</summary>
internal sealed class SourceAsker(RecordResources resources, TimeProvider time, ILogger<SourceAsker> log)
{
    /// <summary>One answer a question, in the order of the questions.</summary>
    public Task<GatheredAnswer[]> AskAsync(IEnumerable<(IResourceSource Source, Func<CancellationToken, Task<SourceAnswer>> Ask)> questions, Deadline deadline, CancellationToken cancellation)
    {
        var asked = questions.ToList();
        return Task.WhenAll(asked.Select((q, i) => AskAsync(q.Source.Profile, q.Ask, i < asked.Count - 1, deadline, cancellation)));
    }

    private async Task<GatheredAnswer> AskAsync(SourceProfile profile, Func<CancellationToken, Task<SourceAnswer>> ask, bool isFollowed, Deadline deadline, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            // The source is told to stop, and is not waited for should it not. Whom others follow is asked on another thread, as they would wait until its question is on its way; what the gateway
            // itself owns is too, as it comes from a database that may hold up its thread.
            var asking = profile.OwnsIds || isFollowed ? Task.Run(() => GatheredAsync(profile, ask, ended.Token), ended.Token) : GatheredAsync(profile, ask, ended.Token);
            var answer = await asking.WaitAsync(ended.Token);
            return answer with { Report = answer.Report with { Took = time.GetElapsedTime(started) } };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new GatheredAnswer(new SourceReport(profile, SourceState.TimedOut) { Took = time.GetElapsedTime(started) }, []);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A record that the gateway stumbles over must not take the other sources' answers with it; that something is missing is said.
            Log.AnswerUnusable(log, profile.Name, e.GetType().Name, Log.PlaceOf(e));
            return new GatheredAnswer(new SourceReport(profile, SourceState.Failed) { Took = time.GetElapsedTime(started) }, []);
        }
    }

    private async Task<GatheredAnswer> GatheredAsync(SourceProfile profile, Func<CancellationToken, Task<SourceAnswer>> ask, CancellationToken cancellation)
    {
        var answer = await ask(cancellation).ConfigureAwait(false);
        var found = answer.Records.SelectMany(r => resources.Of(profile, r)).ToList();
        var state = answer.State == SourceState.Answered && found.Any(IsIncomplete) ? SourceState.Partly : answer.State;
        return new GatheredAnswer(new SourceReport(profile, state) { AsOf = answer.AsOf, IsCut = answer.IsCut, RetryAfter = answer.RetryAfter }, found);
    }

    // A source may say inside its record that it did not give all of it (GP Connect does so).
    private static bool IsIncomplete(RecordResource resource) =>
        resource.Type == "OperationOutcome" && resource.Resource["issue"].Any(i => i.ChildText("severity") is "fatal" or "error" or "warning");
}
