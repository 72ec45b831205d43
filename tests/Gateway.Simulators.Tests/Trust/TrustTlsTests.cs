using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Simulators.Tests.Trust;

public class TrustTlsTests
{
    [Fact]
    public async Task Only_a_caller_with_the_client_certificate_reaches_the_trust()
    {
        await using var running = await SimulatorHost.StartAsync(new SimulatorOptions { People = 10, UseTls = true });
        using var known = Client(running.TrustTls!, running.TrustTls!.Client);
        using var stranger = Client(running.TrustTls, null);
        using var answer = await known.GetAsync(new Uri(running.Trust, "r4/metadata"));
        var refused = () => stranger.GetAsync(new Uri(running.Trust, "r4/metadata"));

        running.Trust.Scheme.Should().Be("https");
        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        await refused.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task The_certificates_can_be_had_as_files()
    {
        var folder = Directory.CreateTempSubdirectory("tls").FullName;
        await using var running = await SimulatorHost.StartAsync(new SimulatorOptions { People = 10, UseTls = true });
        running.TrustTls!.WriteTo(folder);
        using var client = X509Certificate2.CreateFromPemFile(Path.Combine(folder, "client.pem"), Path.Combine(folder, "client.key"));
        Directory.Delete(folder, true);

        client.Thumbprint.Should().Be(running.TrustTls.Client.Thumbprint);
        running.TrustTls.Issued(client).Should().BeTrue();
    }

    private static HttpClient Client(TrustTls tls, X509Certificate2? certificate)
    {
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, server, _, _) => tls.Issued(server!) };
        if (certificate is not null)
            handler.ClientCertificates.Add(certificate);
        return new HttpClient(handler);
    }
}
