using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Security.Clients;
using Gateway.Security.Issuing;
using Gateway.Storage.Clients;

namespace Gateway.Tests.Security.Issuing;

/// <summary>A client with an RSA key and an EC key, that makes assertions of any shape, also such as no client should.</summary>
internal sealed class TestClient : IDisposable
{
    public const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    public const string Rsa1 = "rsa-1";
    public const string Ec1 = "ec-1";
    private static int s_count;
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    public string Id { get; init; } = $"client-{Interlocked.Increment(ref s_count)}";

    public string Pem => _ec.ExportPkcs8PrivateKeyPem();

    /// <summary>The public keys.</summary>
    public string Jwks => JsonSerializer.Serialize(new { keys = new[] { Members(PublicKeys.Of(_rsa), Rsa1), Members(PublicKeys.Of(_ec), Ec1) } });

    public ClientRegistration Registration => new()
    {
        Id = Id,
        Name = "A client of the tests",
        Organization = "R1L",
        Recipient = "trust-clinician",
        Scopes = ["system/Patient.rs", "system/Observation.rs?category=laboratory", "system/Task.cruds", "custody/records.write"],
        Purposes = ["TREAT"],
        Jwks = JsonElement.Parse(Jwks),
    };

    public static ClientRow Row(ClientRegistration registration) => new() { Issuer = registration.Issuer ?? "", Id = registration.Id, Content = registration.ToJson() };

    public static Dictionary<string, object> Header(string algorithm = "ES384", string kid = Ec1) => new() { ["alg"] = algorithm, ["kid"] = kid, ["typ"] = "JWT" };

    public Dictionary<string, object> Claims(string audience = OAuthNodes.TokenUrl) => new()
    {
        ["iss"] = Id,
        ["sub"] = Id,
        ["aud"] = audience,
        ["exp"] = TestIssuer.Now.AddMinutes(4).ToUnixTimeSeconds(),
        ["jti"] = Guid.NewGuid().ToString(),
    };

    public string Assertion(Dictionary<string, object>? claims = null, Dictionary<string, object>? header = null) =>
        AssertionOf(JsonSerializer.Serialize(header ?? Header()), JsonSerializer.Serialize(claims ?? Claims()));

    /// <summary>An assertion of those very texts, signed as its header says.</summary>
    public string AssertionOf(string header, string claims)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(signed), JsonElement.Parse(header).GetProperty("alg").GetString()!))}";
    }

    /// <summary>A request for a token, in order.</summary>
    public Dictionary<string, string> Form(string? assertion = null, string scope = "system/Patient.rs") => new()
    {
        ["grant_type"] = "client_credentials",
        ["scope"] = scope,
        ["client_assertion_type"] = AssertionType,
        ["client_assertion"] = assertion ?? Assertion(),
    };

    public void Dispose()
    {
        _rsa.Dispose();
        _ec.Dispose();
    }

    private static Dictionary<string, string?> Members(Microsoft.IdentityModel.Tokens.JsonWebKey key, string kid) =>
        new Dictionary<string, string?> { ["kty"] = key.Kty, ["kid"] = kid, ["crv"] = key.Crv, ["x"] = key.X, ["y"] = key.Y, ["n"] = key.N, ["e"] = key.E }.Where(m => m.Value is not null).ToDictionary();

    private byte[] Sign(byte[] text, string algorithm) => algorithm switch
    {
        "ES384" => _ec.SignData(text, HashAlgorithmName.SHA384),
        "ES256" => _ec.SignData(text, HashAlgorithmName.SHA256),
        "RS384" => _rsa.SignData(text, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        "RS256" => _rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "RS512" => _rsa.SignData(text, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS384" => _rsa.SignData(text, HashAlgorithmName.SHA384, RSASignaturePadding.Pss),
        // What everybody can compute who knows the public key.
        "HS384" => HMACSHA384.HashData(Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), text),
        _ => [],
    };
}
