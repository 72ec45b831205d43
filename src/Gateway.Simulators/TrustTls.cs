using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Simulators;

/// <summary>Certificates made for one run: an authority, the trust's own, and the one that callers must show.</summary>
public sealed class TrustTls : IDisposable
{
    private TrustTls(X509Certificate2 authority, X509Certificate2 server, X509Certificate2 client) => (Authority, Server, Client) = (authority, server, client);

    public X509Certificate2 Authority { get; }

    /// <summary>With its private key.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>With its private key.</summary>
    public X509Certificate2 Client { get; }

    /// <summary>Whether a certificate was issued by the authority of this run.</summary>
    public bool Issued(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    /// <summary>Writes <c>authority.pem</c>, <c>client.pem</c> and <c>client.key</c> into a folder, for a gateway that is configured with files.</summary>
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "authority.pem"), Authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "client.pem"), Client.ExportCertificatePem());
        using var key = Client.GetECDsaPrivateKey()!;
        File.WriteAllText(Path.Combine(folder, "client.key"), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        Authority.Dispose();
        Server.Dispose();
        Client.Dispose();
    }

    internal static TrustTls Make()
    {
        // Certificates are checked by the wall clock whatever time the systems live in.
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Simulated authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        return new TrustTls(authority, Issue(authority, "CN=localhost", "1.3.6.1.5.5.7.3.1", 1, now), Issue(authority, "CN=gateway", "1.3.6.1.5.5.7.3.2", 2, now));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name, string usage, byte serial, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, now.AddHours(-1), now.AddDays(7), [serial]);
        using var whole = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}
