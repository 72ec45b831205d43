using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gateway.Tests.Security;

/// <summary>An issuer with an RSA key and an EC key, that makes tokens of any shape, also such as nobody should.</summary>
internal sealed class TestIssuer : IDisposable
{
    public const string Audience = "https://gateway.test";
    public const string RsaKey = "rsa-1";
    public const string EcKey = "ec-1";
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Name { get; init; } = "https://issuer.test";

    public RSA Rsa { get; } = RSA.Create(2048);

    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    /// <summary>The public keys.</summary>
    public string Jwks()
    {
        var rsa = Rsa.ExportParameters(false);
        var point = _ec.ExportParameters(false).Q;
        return JsonSerializer.Serialize(new
        {
            keys = new object[]
            {
                new { kty = "RSA", kid = RsaKey, use = "sig", n = Base64Url.EncodeToString(rsa.Modulus), e = Base64Url.EncodeToString(rsa.Exponent) },
                new { kty = "EC", crv = "P-256", kid = EcKey, use = "sig", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) },
            },
        });
    }

    /// <summary>Claims that are in order, a minute old and good for five.</summary>
    public Dictionary<string, object> Claims(string scope = "system/Patient.rs", string recipient = "trust-clinician") => new()
    {
        ["iss"] = Name,
        ["aud"] = Audience,
        ["client_id"] = "client-1",
        ["sub"] = "person-1",
        ["organization"] = "R1L",
        ["recipient"] = recipient,
        ["scope"] = scope,
        ["purpose_of_use"] = "TREAT",
        ["jti"] = "token-1",
        ["iat"] = Now.AddMinutes(-1).ToUnixTimeSeconds(),
        ["nbf"] = Now.AddMinutes(-1).ToUnixTimeSeconds(),
        ["exp"] = Now.AddMinutes(5).ToUnixTimeSeconds(),
    };

    public static Dictionary<string, object> Header(string algorithm = "ES256", string kid = EcKey) => new() { ["alg"] = algorithm, ["kid"] = kid, ["typ"] = "at+jwt" };

    public string Token(Dictionary<string, object>? claims = null, Dictionary<string, object>? header = null) =>
        TokenOf(JsonSerializer.Serialize(header ?? Header()), JsonSerializer.Serialize(claims ?? Claims()));

    /// <summary>A token of those very texts, signed as its header says.</summary>
    public string TokenOf(string header, string claims)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(signed), JsonDocument.Parse(header).RootElement.GetProperty("alg").GetString()!))}";
    }

    public void Dispose()
    {
        Rsa.Dispose();
        _ec.Dispose();
    }

    private byte[] Sign(byte[] text, string algorithm) => algorithm switch
    {
        "ES256" => _ec.SignData(text, HashAlgorithmName.SHA256),
        "RS256" => Rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "RS384" => Rsa.SignData(text, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        "RS512" => Rsa.SignData(text, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => Rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        // What everybody can compute who knows the public key.
        "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(Rsa.ExportSubjectPublicKeyInfoPem()), text),
        _ => [],
    };
}
