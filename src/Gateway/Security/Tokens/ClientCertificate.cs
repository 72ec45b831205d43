using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gateway.Security.Tokens;

/// <summary>The certificate of a client's connection. Only that counts: a header in which a proxy, or somebody who plays one, writes a certificate is not read.</summary>
internal static class ClientCertificate
{
    /// <summary>The name of a certificate in tokens and in the register: <c>x5t#S256</c> (RFC 8705, section 3.1).</summary>
    public static string Print(X509Certificate2 certificate) => Base64Url.EncodeToString(SHA256.HashData(certificate.RawData));

    public static bool Is(X509Certificate2? certificate, string print) =>
        certificate is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(print), Encoding.ASCII.GetBytes(Print(certificate)));

    /// <summary>
    /// Lets clients show certificates. Who signed them does not matter: a certificate proves that the client holds its key (RFC 8705, section 2.2), and who that is the register says.
    /// </summary>
    public static void Ask(HttpsConnectionAdapterOptions https, TimeProvider clock)
    {
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = (certificate, _, _) => clock.GetUtcNow() is var now && certificate.NotBefore.ToUniversalTime() <= now && now <= certificate.NotAfter.ToUniversalTime();
    }
}
