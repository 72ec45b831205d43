using System.Net;
using Gateway.Sources.Credentials;
using Gateway.Sources.Http;
using Gateway.Sources.Tests.Data;

namespace Gateway.Sources.Tests.Credentials;

public sealed class TokenCredentialTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly ScriptedHandler _tokens = new();
    private readonly ScriptedHandler _source = new();
    private int _given;
    private string? _form;

    public TokenCredentialTests() => _tokens.Answer = async (request, cancellation) =>
    {
        _form = await request.Content!.ReadAsStringAsync(cancellation);
        return ScriptedHandler.Json($$"""{"access_token":"token-{{Interlocked.Increment(ref _given)}}","token_type":"Bearer","expires_in":300}""");
    };

    [Fact]
    public async Task A_token_is_fetched_once_and_used_until_shortly_before_it_ends()
    {
        using var connection = Connection();
        for (var i = 0; i < 3; i++)
            await AskAsync(connection);
        _time.Advance(TimeSpan.FromSeconds(269));
        await AskAsync(connection);
        Bearers().Should().Equal("token-1", "token-1", "token-1", "token-1");
        _time.Advance(TimeSpan.FromSeconds(2));
        await AskAsync(connection);
        Bearers().Last().Should().Be("token-2");
        _form.Should().Be("grant_type=client_credentials&client_id=gateway&client_secret=s3cret");
    }

    [Fact]
    public async Task Many_that_wait_for_a_token_share_one_request()
    {
        var open = new TaskCompletionSource();
        _tokens.Answer = async (_, _) =>
        {
            await open.Task;
            return ScriptedHandler.Json("""{"access_token":"token-1","expires_in":300}""");
        };
        using var connection = Connection();
        var asking = Enumerable.Range(0, 20).Select(_ => connection.SendAsync(Connections.Get, CancellationToken.None)).ToArray();
        open.SetResult();
        (await Task.WhenAll(asking)).Should().OnlyContain(r => r.State == SourceState.Answered);
        _tokens.Count.Should().Be(1);
    }

    [Fact]
    public async Task A_waiter_that_gives_up_does_not_take_the_token_from_the_others()
    {
        var open = new TaskCompletionSource();
        _tokens.Answer = async (_, _) =>
        {
            await open.Task;
            return ScriptedHandler.Json("""{"access_token":"token-1","expires_in":300}""");
        };
        using var connection = Connection();
        using var impatient = new CancellationTokenSource();
        var first = connection.SendAsync(Connections.Get, impatient.Token);
        var second = connection.SendAsync(Connections.Get, CancellationToken.None);
        await impatient.CancelAsync();
        await first.Awaiting(f => f).Should().ThrowAsync<OperationCanceledException>();
        open.SetResult();
        (await second).State.Should().Be(SourceState.Answered);
        _tokens.Count.Should().Be(1);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_renewed_once()
    {
        _source.Answer = (request, _) => Task.FromResult(
            request.Headers.Authorization!.Parameter == "token-1" ? ScriptedHandler.Status(HttpStatusCode.Unauthorized) : ScriptedHandler.Json("{}"));
        using var connection = Connection();
        (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Answered);
        Bearers().Should().Equal("token-1", "token-2");
    }

    [Fact]
    public async Task A_source_that_refuses_each_token_has_failed_and_is_not_asked_for_ever()
    {
        _source.Answer = (_, _) => Task.FromResult(ScriptedHandler.Status(HttpStatusCode.Unauthorized));
        using var connection = Connection();
        var reply = await connection.SendAsync(Connections.Get, CancellationToken.None);
        (reply.State, reply.IsRefused).Should().Be((SourceState.Failed, false));
        _source.Count.Should().Be(2);
    }

    [Theory]
    [InlineData(401, 1)]
    [InlineData(500, 3)]
    public async Task A_token_endpoint_that_fails_is_the_sources_failure(int status, int attempts)
    {
        _tokens.Answer = (_, _) => Task.FromResult(ScriptedHandler.Status((HttpStatusCode)status));
        using var connection = Connection();
        (await _time.Until(connection.SendAsync(Connections.Get, CancellationToken.None))).State.Should().Be(SourceState.Failed);
        _tokens.Count.Should().Be(attempts);
        _source.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"access_token\":7}")]
    public async Task An_answer_that_holds_no_token_is_a_failure(string body)
    {
        _tokens.Answer = (_, _) => Task.FromResult(ScriptedHandler.Json(body));
        using var connection = Connection();
        (await _time.Until(connection.SendAsync(Connections.Get, CancellationToken.None))).State.Should().Be(SourceState.Failed);
    }

    [Fact]
    public async Task A_token_endpoint_that_hangs_is_a_timeout()
    {
        _tokens.Answer = (_, cancellation) => ScriptedHandler.Hang(cancellation);
        using var connection = Connection();
        (await _time.Until(connection.SendAsync(Connections.Get, CancellationToken.None))).State.Should().Be(SourceState.TimedOut);
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _source.Dispose();
    }

    private SourceConnection Connection()
    {
        var options = new CredentialOptions { Kind = "client-credentials", ClientId = "gateway" };
        var exchange = new Exchange(new HttpMessageInvoker(_tokens, false), _time);
        var request = new TokenRequest(exchange, new Uri("http://test.example/oauth/token"), options, new Secret("s3cret", null), TimeSpan.FromSeconds(2), _time);
        return Connections.Of(_source, _time, credential: new TokenCredential(request, _time));
    }

    private static async Task AskAsync(SourceConnection connection) =>
        (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Answered);

    private IEnumerable<string?> Bearers() => _source.Requests.Select(r => r.Headers.Authorization?.Parameter);
}
