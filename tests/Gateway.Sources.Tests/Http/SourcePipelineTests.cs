using System.Net;
using System.Net.Http.Headers;
using Gateway.Sources.Tests.Data;

namespace Gateway.Sources.Tests.Http;

public sealed class SourcePipelineTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly ScriptedHandler _handler = new();

    [Fact]
    public async Task A_good_answer_is_answered()
    {
        using var connection = Connections.Of(_handler, _time);
        var reply = await connection.SendAsync(Connections.Get, CancellationToken.None);
        reply.State.Should().Be(SourceState.Answered);
        reply.Status.Should().Be(200);
        _handler.Requests.Should().ContainSingle().Which.RequestUri.Should().Be(new Uri("http://test.example/base/thing?x=1"));
        connection.LastAnswered.Should().Be(_time.GetUtcNow());
    }

    [Theory]
    [InlineData(4, 60)]
    [InlineData(60, 4)]
    public async Task A_source_that_hangs_is_timed_out_when_the_time_of_all_or_of_the_last_attempt_is_over(int total, int attempt)
    {
        _handler.Answer = (_, cancellation) => ScriptedHandler.Hang(cancellation);
        using var connection = Connections.Of(_handler, _time, l => (l.Timeout, l.AttemptTimeout, l.Retries) = (TimeSpan.FromSeconds(total), TimeSpan.FromSeconds(attempt), 0));
        var asking = connection.SendAsync(Connections.Get, CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(3.9));
        asking.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.1));
        (await asking).State.Should().Be(SourceState.TimedOut);
    }

    [Fact]
    public async Task An_attempt_that_hangs_is_given_up_and_made_again()
    {
        _handler.Answer = (_, cancellation) => _handler.Count == 1 ? ScriptedHandler.Hang(cancellation) : Task.FromResult(ScriptedHandler.Json("{}"));
        using var connection = Connections.Of(_handler, _time);
        var reply = await _time.Until(connection.SendAsync(Connections.Get, CancellationToken.None));
        reply.State.Should().Be(SourceState.Answered);
        _handler.Count.Should().Be(2);
    }

    [Fact]
    public async Task Only_the_callers_own_cancellation_is_thrown()
    {
        _handler.Answer = (_, cancellation) => ScriptedHandler.Hang(cancellation);
        using var connection = Connections.Of(_handler, _time);
        using var caller = new CancellationTokenSource();
        var asking = connection.SendAsync(Connections.Get, caller.Token);
        await caller.CancelAsync();
        await asking.Awaiting(a => a).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData(500, 3)]
    [InlineData(502, 3)]
    [InlineData(503, 3)]
    [InlineData(400, 1)]
    [InlineData(404, 1)]
    [InlineData(501, 1)]
    [InlineData(302, 1)]
    public async Task A_failure_that_may_pass_is_asked_about_again(int status, int attempts)
    {
        _handler.Answer = (_, _) => Task.FromResult(ScriptedHandler.Status((HttpStatusCode)status));
        using var connection = Connections.Of(_handler, _time);
        var reply = await _time.Until(connection.SendAsync(Connections.Get, CancellationToken.None));
        reply.State.Should().Be(SourceState.Failed);
        reply.IsRefused.Should().Be(status is 400 or 404);
        _handler.Count.Should().Be(attempts);
    }

    [Fact]
    public async Task A_change_is_sent_once_unless_the_source_knows_repetitions()
    {
        _handler.Answer = (_, _) => throw new HttpRequestException();
        using var connection = Connections.Of(_handler, _time);
        (await _time.Until(connection.SendAsync(Connections.Post, CancellationToken.None))).State.Should().Be(SourceState.Failed);
        _handler.Count.Should().Be(1);
        (await _time.Until(connection.SendAsync(Connections.Post with { Key = ("Idempotency-Key", "k-1") }, CancellationToken.None))).State.Should().Be(SourceState.Failed);
        _handler.Count.Should().Be(4);
        _handler.Requests.Skip(1).Should().AllSatisfy(r => r.Headers.GetValues("Idempotency-Key").Should().Equal("k-1"));
    }

    [Fact]
    public async Task A_breaker_opens_after_failures_and_closes_when_the_source_is_back()
    {
        _handler.Answer = (_, _) => throw new HttpRequestException();
        using var connection = Connections.Of(_handler, _time, l => (l.Retries, l.BreakerCalls) = (0, 4));
        for (var i = 0; i < 4; i++)
            (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Failed);
        var refused = await connection.SendAsync(Connections.Get, CancellationToken.None);
        refused.State.Should().Be(SourceState.BreakerOpen);
        refused.RetryAfter.Should().BeCloseTo(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));
        _handler.Count.Should().Be(4);

        _handler.Answer = (_, _) => Task.FromResult(ScriptedHandler.Json("{}"));
        _time.Advance(TimeSpan.FromSeconds(11));
        (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Answered);
    }

    [Fact]
    public async Task What_a_source_refuses_does_not_open_its_breaker()
    {
        _handler.Answer = (_, _) => Task.FromResult(ScriptedHandler.Status(HttpStatusCode.NotFound));
        using var connection = Connections.Of(_handler, _time, l => l.BreakerCalls = 2);
        for (var i = 0; i < 10; i++)
            (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Failed);
        _handler.Count.Should().Be(10);
    }

    [Fact]
    public async Task More_questions_than_there_are_places_are_turned_away()
    {
        var open = new TaskCompletionSource<HttpResponseMessage>();
        _handler.Answer = async (_, _) => (await open.Task).StatusCode == HttpStatusCode.OK ? ScriptedHandler.Json("{}") : throw new HttpRequestException();
        using var connection = Connections.Of(_handler, _time, l => (l.Concurrency, l.Queue) = (2, 1));
        var asked = Enumerable.Range(0, 3).Select(_ => connection.SendAsync(Connections.Get, CancellationToken.None)).ToArray();
        (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Throttled);
        _handler.Count.Should().Be(2);
        open.SetResult(ScriptedHandler.Status(HttpStatusCode.OK));
        (await Task.WhenAll(asked)).Should().OnlyContain(r => r.State == SourceState.Answered);
        (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Answered);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_source_that_says_when_it_may_be_asked_again_is_not_asked_before(int status)
    {
        _handler.Answer = (_, _) =>
        {
            var response = ScriptedHandler.Status((HttpStatusCode)status);
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(30));
            return Task.FromResult(response);
        };
        using var connection = Connections.Of(_handler, _time);
        var first = await connection.SendAsync(Connections.Get, CancellationToken.None);
        (first.State, first.RetryAfter).Should().Be((SourceState.Throttled, TimeSpan.FromSeconds(30)));
        _time.Advance(TimeSpan.FromSeconds(10));
        var second = await connection.SendAsync(Connections.Get, CancellationToken.None);
        (second.State, second.RetryAfter).Should().Be((SourceState.Throttled, TimeSpan.FromSeconds(20)));
        _handler.Count.Should().Be(1);

        _handler.Answer = (_, _) => Task.FromResult(ScriptedHandler.Json("{}"));
        _time.Advance(TimeSpan.FromSeconds(21));
        (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Answered);
    }

    [Fact]
    public async Task A_content_type_that_was_not_asked_for_is_a_failure()
    {
        _handler.Answer = (_, _) => Task.FromResult(new HttpResponseMessage { Content = new StringContent("<html/>", System.Text.Encoding.UTF8, "text/html") });
        using var connection = Connections.Of(_handler, _time);
        (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Failed);
        _handler.Count.Should().Be(1);
    }

    public void Dispose() => _handler.Dispose();
}
