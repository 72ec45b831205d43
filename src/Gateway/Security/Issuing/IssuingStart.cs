using System.Security.Cryptography;
using Gateway.Hosting;
using Microsoft.Extensions.Hosting;

namespace Gateway.Security.Issuing;

/// <summary>Opens the keys of the gateway's own tokens before anybody asks, and makes the first one.</summary>
internal sealed class IssuingStart(SigningKeys keys, TokenAddress address) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!address.IsKnown)
            return;
        try
        {
            await keys.CurrentAsync(cancellationToken);
        }
        catch (CryptographicException)
        {
            throw new StartException("The keys that tokens are signed with lie in the ledger under another deployment's key. Give the node the key that the others have (Gateway:KeyFile).");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
