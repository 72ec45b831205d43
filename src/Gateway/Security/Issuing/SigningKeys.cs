using Gateway.Security.Clients;
using Gateway.Storage.Clients;

namespace Gateway.Security.Issuing;

/// <summary>The keys of the gateway's own tokens through time: made at first need, followed by another when they are old, shown some time before they sign and taken some time after.</summary>
internal sealed class SigningKeys(ClientRegister register, SigningKeyTable table, SigningKeySeal seal, TimeProvider clock)
{
    /// <summary>How long a new key is shown before it signs, and an old one is taken after: longer than a token lives, and than others keep the published keys.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>The key that signs now; the first one is made here.</summary>
    public async Task<SigningKey> CurrentAsync(CancellationToken cancellation)
    {
        if (Signing(await register.CurrentAsync(cancellation)) is { } known)
            return known;
        await FollowAsync(null, TimeSpan.Zero, cancellation);
        return Signing(await register.CurrentAsync(cancellation)) ?? throw new InvalidOperationException("There is no key that signs.");
    }

    /// <summary>Makes another key. At once, when the old one must not sign or be believed any longer; else with an overlap that nobody notices.</summary>
    /// <returns>The name of the new key; null when another node made one at the same time.</returns>
    public async Task<string?> RotateAsync(bool atOnce, CancellationToken cancellation) =>
        await FollowAsync((await register.CurrentAsync(cancellation)).Keys.FirstOrDefault(k => k.Ends is null)?.Id, atOnce ? TimeSpan.Zero : Overlap, cancellation);

    /// <summary>Makes another key when the newest has signed for that long.</summary>
    public async Task RotateIfOlderAsync(TimeSpan life, CancellationToken cancellation)
    {
        if ((await register.CurrentAsync(cancellation)).Keys.FirstOrDefault(k => k.Ends is null) is { } newest && newest.Signs + life <= clock.GetUtcNow())
            await FollowAsync(newest.Id, Overlap, cancellation);
    }

    /// <summary>What is published: the keys whose tokens are taken, and the one that will sign next.</summary>
    public IEnumerable<SigningKey> Shown(RegisterSnapshot snapshot)
    {
        var now = clock.GetUtcNow();
        return snapshot.Keys.Where(k => k.IsTakenAt(now));
    }

    private SigningKey? Signing(RegisterSnapshot snapshot)
    {
        var now = clock.GetUtcNow();

        // A key that must sign at once may be from a node whose clock is a little ahead.
        return snapshot.Keys.LastOrDefault(k => k.Signs <= now && k.IsTakenAt(now)) ?? snapshot.Keys.LastOrDefault(k => k.Ends is null);
    }

    private async Task<string?> FollowAsync(string? known, TimeSpan overlap, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (id, key) = SigningKey.New();
        var row = new SigningKeyRow { Id = id, Created = now, Signs = now + overlap, Content = seal.Close(id, key) };
        return await table.FollowAsync(row, known, now + (2 * overlap), cancellation) ? id : null;
    }
}
