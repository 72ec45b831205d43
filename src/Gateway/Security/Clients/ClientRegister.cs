using Gateway.Security.Issuing;
using Gateway.Storage.Clients;

namespace Gateway.Security.Clients;

/// <summary>
/// The register of clients on this node. One short question a request tells whether another node changed anything since it was read, so that what is disabled or revoked
/// anywhere is so everywhere with the next request.
/// </summary>
internal sealed class ClientRegister(ClientTable table, SigningKeySeal seal) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1);
    private volatile RegisterSnapshot _latest = new(new ClientState(-1, [], new HashSet<string>(), []), seal);

    /// <summary>The register as it was read last.</summary>
    public RegisterSnapshot Latest => _latest;

    /// <summary>The register as it is now.</summary>
    public async ValueTask<RegisterSnapshot> CurrentAsync(CancellationToken cancellation)
    {
        var epoch = await table.EpochAsync(cancellation);
        if (_latest is { } known && known.Epoch == epoch)
            return known;
        await _reading.WaitAsync(cancellation);
        try
        {
            // Another request may have read it while this one waited.
            return _latest.Epoch >= epoch ? _latest : _latest = new RegisterSnapshot(await table.ReadAsync(cancellation), seal);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();
}
