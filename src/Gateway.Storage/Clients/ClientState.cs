namespace Gateway.Storage.Clients;

/// <summary>All that a node must know of clients and tokens, as it was when the counter stood at <paramref name="Epoch"/>, or newer.</summary>
/// <param name="Epoch">The counter, which moves with every change.</param>
/// <param name="Clients">All that are registered.</param>
/// <param name="Revoked">The ids of tokens that were taken back and have not ended by themselves.</param>
/// <param name="Keys">The keys of the gateway's own tokens that have not ended, oldest first.</param>
public sealed record ClientState(long Epoch, IReadOnlyList<ClientRow> Clients, IReadOnlySet<string> Revoked, IReadOnlyList<SigningKeyRow> Keys);
