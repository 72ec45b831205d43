using System.Net.NetworkInformation;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.EndToEnd.Tests.Data;

namespace Gateway.EndToEnd.Tests.Surface;

/// <summary>TLS as it is configured: its versions, and certificates that are replaced while the gateway runs.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task Nothing_older_than_TLS_1_2_is_spoken_and_a_certificate_that_is_replaced_is_shown()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-tls-").FullName;
        var file = Path.Combine(folder, "server.pfx");
        await WriteAsync(file, "CN=first");
        var port = FreePort();
        await using var demo = await RunningDemo.StartAsync(o => o with
        {
            Settings = new Dictionary<string, string?>(o.Settings)
            {
                ["Gateway:PublicAddress"] = "https://gateway.test",
                ["Kestrel:Endpoints:Tls:Url"] = $"https://127.0.0.1:{port}",
                ["Kestrel:Endpoints:Tls:Certificate:Path"] = file,
            },
        });
        var first = await SubjectAsync(port, SslProtocols.Tls12);
        var modern = await SubjectAsync(port, SslProtocols.Tls13);
#pragma warning disable CA5397, SYSLIB0039 // That it is refused is what is asked.
        var old = () => SubjectAsync(port, SslProtocols.Tls11);
#pragma warning restore CA5397, SYSLIB0039
        await WriteAsync(file, "CN=second");
        var second = await Patience.UntilAsync(() => ShownAsync(port), s => s == "CN=second");

        (first, modern, second).Should().Be(("CN=first", "CN=first", "CN=second"));
        await old.Should().ThrowAsync<Exception>();
        Directory.Delete(folder, true);
    }

    // An endpoint whose certificate is read again is opened again, at the same port: one that nobody is given by chance while it is closed.
    private static int FreePort()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(l => l.Port).ToHashSet();
        return Enumerable.Range(0, int.MaxValue).Select(_ => Random.Shared.Next(20_000, 30_000)).First(p => !taken.Contains(p));
    }

    // Nothing, where the endpoint is just being opened again: it may close at any moment of the exchange.
    private static async Task<string> ShownAsync(int port)
    {
        var shown = SubjectAsync(port, SslProtocols.Tls13);
        await ((Task)shown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return shown.IsCompletedSuccessfully ? await shown : "";
    }

    private static async Task<string> SubjectAsync(int port, SslProtocols protocols)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", port);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "gateway.test", EnabledSslProtocols = protocols, RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null });
        return tls.RemoteCertificate!.Subject;
    }

    // Written beside and moved into its place, as those who renew certificates do.
    private static async Task WriteAsync(string file, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest(name, key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllBytesAsync($"{file}.new", certificate.Export(X509ContentType.Pfx));
        File.Move($"{file}.new", file, overwrite: true);
    }
}
