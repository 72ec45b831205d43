using System.Net.Http.Headers;
using Gateway.Sources.Http;

namespace Gateway.Sources.Credentials;

/// <summary>
/// OAuth 2.0 client credentials (RFC 6749, 4.4). A token is used until shortly before it ends; then one request fetches the next, for which all wait.
/// </summary>
internal sealed class TokenCredential(TokenRequest tokens, TimeProvider time) : ICredential
{
    private readonly Lock _gate = new();
    private Token? _current;
    private Task<TokenReply>? _pending;

    public async ValueTask<SourceReply?> PutAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var (token, failure) = await TokenAsync().WaitAsync(cancellation).ConfigureAwait(false);
        if (token is null)
            return failure;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
        return null;
    }

    public bool Renew(HttpRequestMessage refused)
    {
        lock (_gate)
        {
            if (_current is { } current && current.Text == refused.Headers.Authorization?.Parameter)
                _current = null;
        }

        return true;
    }

    private Task<TokenReply> TokenAsync()
    {
        lock (_gate)
        {
            if (_current is { } current && time.GetUtcNow() < current.UseUntil)
                return Task.FromResult(new TokenReply(current, null));
            if (_pending is { } pending)
                return pending;
            var fetch = FetchAsync();
            if (!fetch.IsCompleted)
                _pending = fetch;
            return fetch;
        }
    }

    // Not the first waiter's: it goes on when that one is cancelled.
    private async Task<TokenReply> FetchAsync()
    {
        var reply = new TokenReply(null, SourceReply.Of(SourceState.Failed));
        try
        {
            reply = await tokens.SendAsync().ConfigureAwait(false);
            return reply;
        }
        finally
        {
            lock (_gate)
                (_current, _pending) = (reply.Token, null);
        }
    }
}
