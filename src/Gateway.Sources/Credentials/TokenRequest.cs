using System.Text.Json;
using Gateway.Sources.Http;

namespace Gateway.Sources.Credentials;

/// <summary>Asks the token endpoint of a source, in a time of its own.</summary>
internal sealed class TokenRequest(Exchange exchange, Uri address, CredentialOptions options, Secret secret, TimeSpan limit, TimeProvider time)
{
    private const int MaxBytes = 64 * 1024;
    private static readonly TimeSpan s_usualLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_longestMargin = TimeSpan.FromSeconds(30);

    public async Task<TokenReply> SendAsync()
    {
        if (secret.Value is not { } password)
            return new TokenReply(null, SourceReply.Of(SourceState.Failed));
        using var ending = new CancellationTokenSource(limit, time);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = Form(password) };
        var asked = time.GetUtcNow();
        try
        {
            var reply = await exchange.SendAsync(request, SourceCall.Json, false, MaxBytes, ending.Token).ConfigureAwait(false);
            if (reply.IsAnswered)
                return TokenOf(reply.Body, asked) is { } token ? new TokenReply(token, null) : new TokenReply(null, SourceReply.Of(SourceState.Failed));
            if (reply.Status is 400 or 401)
                secret.Renew(password);

            // What the endpoint says is no answer of the source; a client that it refuses is not sent again.
            return new TokenReply(null, reply.State == SourceState.Throttled ? reply : SourceReply.Of(SourceState.Failed) with { Status = reply.Status is >= 400 and < 500 ? 401 : 0 });
        }
        catch (OperationCanceledException)
        {
            return new TokenReply(null, SourceReply.Of(SourceState.TimedOut));
        }
    }

    private FormUrlEncodedContent Form(string password)
    {
        var fields = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = options.ClientId ?? "", ["client_secret"] = password };
        if (options.Scope is { } scope)
            fields["scope"] = scope;
        return new FormUrlEncodedContent(fields);
    }

    private static Token? TokenOf(byte[] body, DateTimeOffset asked)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("access_token", out var text) || text.ValueKind != JsonValueKind.String || text.GetString() is not { Length: > 0 } token)
                return null;
            var life = root.TryGetProperty("expires_in", out var said) && said.ValueKind == JsonValueKind.Number && said.TryGetDouble(out var seconds) && seconds > 0
                ? TimeSpan.FromSeconds(Math.Min(seconds, 86400)) : s_usualLife;
            var margin = life / 5 < s_longestMargin ? life / 5 : s_longestMargin;
            return new Token(token, asked + life - margin);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
