using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Sources.Credentials;

/// <summary>Reads the certificates that credentials name.</summary>
internal static class CertificateFiles
{
    /// <summary>The gateway's own certificate with its key, null where none is named or what is named cannot be used, which is then among the faults.</summary>
    public static X509Certificate2? Own(CredentialOptions options, ICollection<string> faults)
    {
        if (options.CertificateFile is not { } file)
            return null;
        try
        {
            var password = options.PasswordFile is { } named ? File.ReadAllText(named).Trim() : null;
            var certificate = IsPem(file) ? Pem(file, options.KeyFile ?? file, password) : X509CertificateLoader.LoadPkcs12FromFile(file, password);
            if (certificate.HasPrivateKey)
                return certificate;
            certificate.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // The fault says it; the exception may name paths.
        }

        faults.Add("credentials.certificateFile cannot be read, or its key or password does not fit.");
        return null;
    }

    /// <summary>The certificates to trust; none where none are named.</summary>
    public static X509Certificate2Collection Trusted(CredentialOptions options, ICollection<string> faults)
    {
        var trusted = new X509Certificate2Collection();
        if (options.TrustedFile is not { } file)
            return trusted;
        try
        {
            trusted.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            trusted.Clear();
        }

        if (trusted.Count == 0)
            faults.Add("credentials.trustedFile cannot be read, or holds no certificate.");
        return trusted;
    }

    private static bool IsPem(string file) => File.ReadAllText(file).Contains("-----BEGIN CERTIFICATE", StringComparison.Ordinal);

    private static X509Certificate2 Pem(string file, string key, string? password) =>
        password is null ? X509Certificate2.CreateFromPemFile(file, key) : X509Certificate2.CreateFromEncryptedPemFile(file, password, key);
}
