using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Claims;
using System.Security.Cryptography;

namespace Gateway.Security.Tokens;

/// <summary>
/// The tokens that were checked and found good, for <see cref="Life"/> and never past their end: a caller that asks often is not asked for its signature each time. A key that is no longer
/// among those read ends its tokens no later than that. Kept is a digest of the token, and who it says the caller is.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class CheckedTokens(TimeProvider clock)
{
    /// <summary>After this a token is checked again.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    /// <summary>The most tokens; while as many are fresh, further ones are checked each time.</summary>
    public const int Most = 1000;

    private readonly ConcurrentDictionary<(UInt128 First, UInt128 Second), Known> _tokens = new();

    /// <summary>By which tokens end.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Who the token says the caller is; null when it must be checked.</summary>
    public ClaimsPrincipal? Find(ReadOnlySpan<char> token) =>
        token.Length > 0 && _tokens.TryGetValue(Digest(token), out var found) && found.Until > clock.GetUtcNow() && found.Keys?.Invoke() == found.CheckedBy ? found.Caller : null;

    /// <summary>Takes in a token that was checked just now.</summary>
    /// <param name="token">The token.</param>
    /// <param name="caller">Who it says the caller is.</param>
    /// <param name="end">Its end.</param>
    /// <param name="keys">Names the keys that count; what was checked by others is not known. Null where keys do not change at once.</param>
    public void Add(ReadOnlySpan<char> token, ClaimsPrincipal caller, DateTimeOffset end, Func<string>? keys = null)
    {
        var now = clock.GetUtcNow();
        if (_tokens.Count >= Most)
            foreach (var old in _tokens.Where(t => t.Value.Until <= now))
                _tokens.TryRemove(old);
        if (_tokens.Count < Most)
            _tokens[Digest(token)] = new Known(caller, end < now + Life ? end : now + Life, keys, keys?.Invoke());
    }

    private static (UInt128 First, UInt128 Second) Digest(ReadOnlySpan<char> token)
    {
        Span<UInt128> digest = stackalloc UInt128[2];
        SHA256.HashData(MemoryMarshal.AsBytes(token), MemoryMarshal.AsBytes(digest));
        return (digest[0], digest[1]);
    }

    private sealed record Known(ClaimsPrincipal Caller, DateTimeOffset Until, Func<string>? Keys, string? CheckedBy);
}
