using System.Collections.Frozen;
using Gateway.Security.Issuing;
using Gateway.Storage.Clients;

namespace Gateway.Security.Clients;

/// <summary>The register as a node last read it.</summary>
internal sealed class RegisterSnapshot
{
    private readonly FrozenDictionary<(string Issuer, string Id), RegisteredClient> _clients;
    private readonly IReadOnlySet<string> _revoked;

    public RegisterSnapshot(ClientState state, SigningKeySeal seal)
    {
        Epoch = state.Epoch;
        _clients = state.Clients.ToFrozenDictionary(c => (c.Issuer, c.Id), RegisteredClient.Of);
        _revoked = state.Revoked;
        Keys = [.. state.Keys.Select(seal.Open)];
        KeysVersion = string.Join(' ', state.Keys.Select(k => $"{k.Id}:{k.Ends?.UtcTicks}"));
    }

    /// <summary>What the counter said.</summary>
    public long Epoch { get; }

    /// <summary>The keys of the gateway's own tokens, oldest first.</summary>
    public IReadOnlyList<SigningKey> Keys { get; }

    /// <summary>Another text whenever another key counts.</summary>
    public string KeysVersion { get; }

    /// <summary>A client by its id; of another issuer's, where one is given.</summary>
    public RegisteredClient? Find(string id, string? issuer = null) => _clients.GetValueOrDefault((issuer ?? "", id));

    public bool IsRevoked(string? token) => token is not null && _revoked.Contains(token);
}
