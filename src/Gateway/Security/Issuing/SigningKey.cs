using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Issuing;

/// <summary>A key of the gateway's own tokens, open.</summary>
/// <param name="Id">Its name, the RFC 7638 thumbprint.</param>
/// <param name="Signs">From when it signs.</param>
/// <param name="Ends">When its tokens are no longer taken; null while no other has followed.</param>
/// <param name="Private">The key itself, PKCS #8.</param>
internal sealed record SigningKey(string Id, DateTimeOffset Signs, DateTimeOffset? Ends, byte[] Private)
{
    /// <summary>Its public half, as it is published.</summary>
    public JsonWebKey Public { get; } = PublicOf(Private, Id);

    public bool IsTakenAt(DateTimeOffset time) => Ends is null || time < Ends;

    /// <summary>The key as what signs; its owner ends it.</summary>
    public ECDsa Open()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Private, out _);
        return key;
    }

    /// <summary>A new key on the curve of ES384.</summary>
    public static (string Id, byte[] Private) New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return (PublicKeys.Of(key).Kid, key.ExportPkcs8PrivateKey());
    }

    // Records print themselves, and keys have no place in any text.
    public override string ToString() => Id;

    private static JsonWebKey PublicOf(byte[] content, string id)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(content, out _);
        return PublicKeys.Of(key) is { } known && known.Kid == id ? known : throw new CryptographicException("The key is not the one of its name.");
    }
}
