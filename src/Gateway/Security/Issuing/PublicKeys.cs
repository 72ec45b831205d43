using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Issuing;

/// <summary>Public keys as JSON (RFC 7517), named by their RFC 7638 thumbprint.</summary>
internal static class PublicKeys
{
    public static JsonWebKey Of(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return Named(new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = key.KeySize switch { 256 => JsonWebKeyECTypes.P256, 384 => JsonWebKeyECTypes.P384, _ => JsonWebKeyECTypes.P521 },
            X = Base64Url.EncodeToString(point.X),
            Y = Base64Url.EncodeToString(point.Y),
            Alg = key.KeySize == 384 ? SecurityAlgorithms.EcdsaSha384 : null,
        });
    }

    public static JsonWebKey Of(RSA key)
    {
        var numbers = key.ExportParameters(includePrivateParameters: false);
        return Named(new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.RSA,
            N = Base64Url.EncodeToString(numbers.Modulus),
            E = Base64Url.EncodeToString(numbers.Exponent),
            Alg = SecurityAlgorithms.RsaSha384,
        });
    }

    /// <summary>The keys as a set (RFC 7517, section 5).</summary>
    public static string Set(IEnumerable<JsonWebKey> keys) => JsonSerializer.Serialize(new { keys = keys.Select(Members) });

    private static Dictionary<string, string> Members(JsonWebKey key) => new (string Name, string? Value)[]
    {
        ("kty", key.Kty), ("kid", key.Kid), ("use", key.Use), ("alg", key.Alg), ("crv", key.Crv), ("x", key.X), ("y", key.Y), ("n", key.N), ("e", key.E),
    }.Where(m => m.Value is { Length: > 0 }).ToDictionary(m => m.Name, m => m.Value!);

    private static JsonWebKey Named(JsonWebKey key)
    {
        key.Use = JsonWebKeyUseNames.Sig;
        key.Kid = Base64Url.EncodeToString(key.ComputeJwkThumbprint());
        return key;
    }
}
