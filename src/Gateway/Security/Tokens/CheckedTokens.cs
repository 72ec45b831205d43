using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Security.Tokens;

/// <summary>
/// The tokens of one issuer that were checked and found good, for <see cref="Life"/> and never past their end: a caller that asks often is not asked for its signature each
/// time. A key that is no longer among those read ends its tokens no later than that. Kept is a digest of the token, and who it says the caller is.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="keys">Names the keys that count; what was checked by others is not known. Null where keys do not change at once.</param>
internal sealed class CheckedTokens(TimeProvider clock, Func<string>? keys = null)
{
    /// <summary>After this a token is checked again.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    /// <summary>The most tokens; while as many are fresh, further ones are checked each time.</summary>
    public const int Most = 1000;

    private readonly ConcurrentDictionary<string, (ClaimsPrincipal Caller, DateTimeOffset Until)> _tokens = new(StringComparer.Ordinal);

    /// <summary>Who the token says the caller is; null when it must be checked.</summary>
    public ClaimsPrincipal? Find(string token) => _tokens.TryGetValue(Digest(token), out var found) && found.Until > clock.GetUtcNow() ? found.Caller : null;

    /// <summary>Takes in a token that was checked just now.</summary>
    public void Add(string token, ClaimsPrincipal caller, DateTimeOffset end)
    {
        var now = clock.GetUtcNow();
        if (_tokens.Count >= Most)
            foreach (var old in _tokens.Where(t => t.Value.Until <= now))
                _tokens.TryRemove(old);
        if (_tokens.Count < Most)
            _tokens[Digest(token)] = (caller, end < now + Life ? end : now + Life);
    }

    private string Digest(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(keys is null ? token : $"{token} {keys()}")));
}
