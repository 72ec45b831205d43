using System.Collections.Concurrent;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Clients;

/// <summary>The keys of clients: those that were registered, or what lies at the registered address, kept no longer than its owner says.</summary>
internal sealed class ClientKeys(KeyFetch fetch, TimeProvider clock)
{
    /// <summary>The longest that keys are kept, whatever their owner says.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>How soon an address is asked again that gave nothing, or not the key that was looked for.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Task<Kept>> _kept = new(StringComparer.Ordinal);

    /// <summary>The one key of a client that has that name and fits the algorithm; null when there is none, or more than one.</summary>
    public async Task<JsonWebKey?> FindAsync(ClientRegistration client, string kid, string algorithm, CancellationToken cancellation)
    {
        if (client.Jwks is { } own)
            return ClientKeySet.Read(own.GetRawText()).Find(kid, algorithm);
        if (client.JwksUrl is not { } url)
            return null;
        var kept = await Of(url, null).WaitAsync(cancellation);
        if (kept.Keys?.Find(kid, algorithm) is { } key)
            return key;

        // The client may have changed its keys before the time was over that it gave them.
        return kept.Keys is null || kept.Fetched + Pause > clock.GetUtcNow() ? null : (await Of(url, kept).WaitAsync(cancellation)).Keys?.Find(kid, algorithm);
    }

    // Whoever asks while the keys are on their way waits for the same ones.
    private Task<Kept> Of(string url, Kept? stale) => _kept.AddOrUpdate(url, FetchAsync,
        (_, known) => !known.IsCompleted || (known.IsCompletedSuccessfully && known.Result.Until > clock.GetUtcNow() && !ReferenceEquals(known.Result, stale)) ? known : FetchAsync(url));

    private async Task<Kept> FetchAsync(string url)
    {
        await Task.Yield();
        var found = await fetch.GetAsync(url, CancellationToken.None);
        var now = clock.GetUtcNow();
        return found is { } keys ? new Kept(keys.Keys, now, now + (keys.Life < Longest ? keys.Life : Longest)) : new Kept(null, now, now + Pause);
    }

    private sealed record Kept(ClientKeySet? Keys, DateTimeOffset Fetched, DateTimeOffset Until);
}
