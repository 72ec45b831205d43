using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Issuing;

/// <summary>A key of a client as a PEM has it, private or public: RSA of 2048 bits or more, or EC on P-384.</summary>
internal sealed class KeyText : IDisposable
{
    private const int LeastRsaBits = 2048;

    private KeyText(RSA? rsa, ECDsa? ec, bool isPrivate) => (Rsa, Ec, IsPrivate) = (rsa, ec, isPrivate);

    public RSA? Rsa { get; }

    public ECDsa? Ec { get; }

    public bool IsPrivate { get; }

    public JsonWebKey Public => Rsa is not null ? PublicKeys.Of(Rsa) : PublicKeys.Of(Ec!);

    /// <exception cref="ArgumentException">The text is no PEM of such a key.</exception>
    public static KeyText Read(string pem)
    {
        var isPrivate = pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal);
        var ec = ECDsa.Create();
        if (IsRead(ec, pem) && ec.KeySize == 384)
            return new KeyText(null, ec, isPrivate);
        ec.Dispose();
        var rsa = RSA.Create();
        if (IsRead(rsa, pem) && rsa.KeySize >= LeastRsaBits)
            return new KeyText(rsa, null, isPrivate);
        rsa.Dispose();
        throw new ArgumentException($"There is no PEM of an RSA key of {LeastRsaBits} bits or more, or of an EC key on P-384.");
    }

    public void Dispose()
    {
        Rsa?.Dispose();
        Ec?.Dispose();
    }

    // A PEM does not always say of what kind its key is; it is of the kind that can read it.
    private static bool IsRead(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            return true;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
