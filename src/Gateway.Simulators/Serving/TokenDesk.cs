using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.Simulators.Serving;

/// <summary>Gives out bearer tokens for client credentials (RFC 6749 section 4.4) and knows which of them still hold.</summary>
internal sealed class TokenDesk(string clientId, string secret, TimeSpan life, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new();

    /// <summary>Whether tokens are asked for at a path.</summary>
    public static bool IsAt(PathString path) => path.Value is "/oauth/token" or "/oauth2/token";

    public async Task<IResult> IssueAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasFormContentType)
            return Json.Result(new { error = "invalid_request" }, 400);
        var form = await request.ReadFormAsync(cancellation);
        if (form["grant_type"] != "client_credentials")
            return Json.Result(new { error = "unsupported_grant_type" }, 400);
        if (form["client_id"] != clientId || !Same(form["client_secret"].ToString(), secret))
            return Json.Result(new { error = "invalid_client" }, 401);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var now = time.GetUtcNow();
        foreach (var (old, _) in _ends.Where(t => t.Value <= now))
            _ends.TryRemove(old, out _);
        _ends[token] = now + life;
        return Json.Result(new { access_token = token, token_type = "Bearer", expires_in = (int)life.TotalSeconds });
    }

    public bool Admits(HttpRequest request) =>
        request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token] && _ends.TryGetValue(token, out var end) && end > time.GetUtcNow();

    private static bool Same(string given, string expected) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
