using System.Security.Cryptography.X509Certificates;
using Gateway.Simulators;
using Gateway.Sources.Credentials;
using Gateway.Sources.Tests.Data;

namespace Gateway.Sources.Tests.Credentials;

public sealed class CertificateTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-certificates");
    private RunningSimulators _systems = null!;

    [Theory]
    [InlineData("client.pfx", null, SourceState.Answered)]
    [InlineData("client.pem", "client.key", SourceState.Answered)]
    [InlineData(null, null, SourceState.Failed)]
    public async Task A_trust_that_wants_a_certificate_is_shown_ours(string? certificate, string? key, SourceState state)
    {
        using var set = Connect(certificate, key, "authority.pem");
        (await set[0].CheckAsync(CancellationToken.None)).State.Should().Be(state);
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_is_not_spoken_to()
    {
        using var set = Connect("client.pfx", null, null);
        (await set[0].CheckAsync(CancellationToken.None)).State.Should().Be(SourceState.Failed);
    }

    public async Task InitializeAsync()
    {
        _systems = await SimulatorHost.StartAsync(new SimulatorOptions { People = 12, UseTls = true });
        var (client, authority) = (_systems.TrustTls!.Client, _systems.TrustTls.Authority);
        File.WriteAllBytes(Named("client.pfx"), client.Export(X509ContentType.Pfx));
        File.WriteAllText(Named("client.pem"), client.ExportCertificatePem());
        File.WriteAllText(Named("client.key"), client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Named("authority.pem"), authority.ExportCertificatePem());
    }

    public async Task DisposeAsync()
    {
        await _systems.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string Named(string file) => Path.Combine(_folder.FullName, file);

    private SourceSet Connect(string? certificate, string? key, string? trusted)
    {
        var options = new SourceOptions { Name = "trust", Kind = "trust", Number = 1, Organization = "R1L", Address = _systems.Trust };
        options.Limits.Retries = 0;
        options.Credentials = new CredentialOptions
        {
            Kind = "client-credentials",
            TokenAddress = "oauth2/token",
            ClientId = _systems.Credentials.TrustClientId,
            Secret = _systems.Credentials.TrustSecret,
            CertificateFile = certificate is null ? null : Named(certificate),
            KeyFile = key is null ? null : Named(key),
            TrustedFile = trusted is null ? null : Named(trusted),
        };
        var set = SourceSet.Of([options], Catalogs.Own, TimeProvider.System);
        set.Faults.Should().BeEmpty();
        return set;
    }
}
