using Gateway.Security.Clients;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Gateway.Security.Issuing;

/// <summary>The keys by which the gateway's own tokens are checked: those of the register as the gate has just read it.</summary>
internal sealed class OwnKeys(ClientRegister register, SigningKeys keys, TokenAddress address) : IConfigurationManager<OpenIdConnectConfiguration>
{
    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        var configuration = new OpenIdConnectConfiguration { Issuer = address.Issuer };
        foreach (var key in keys.Shown(register.Latest))
            configuration.SigningKeys.Add(key.Public);
        return Task.FromResult(configuration);
    }

    // They are never old.
    public void RequestRefresh()
    {
    }
}
