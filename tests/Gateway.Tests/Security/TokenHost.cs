using System.Net;

namespace Gateway.Tests.Security;

/// <summary>One issuer and one host that trusts it, for all tests of a class.</summary>
public sealed class TokenHost : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal TestIssuer Issuer { get; } = new();

    internal SmallHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var jwks = _folder.PathOf("jwks.json");
        await File.WriteAllTextAsync(jwks, Issuer.Jwks());
        Host = await SmallHost.StartAsync(Issuer, jwks, from: IPAddress.Parse("192.0.2.1"));
    }

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();

    public void Dispose()
    {
        Issuer.Dispose();
        _folder.Dispose();
    }
}
