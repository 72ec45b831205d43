using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Benchmarks.Federation;

/// <summary>An issuer that a measured gateway trusts, and the token of its one client.</summary>
internal static class CallerToken
{
    public const string Issuer = "https://health-justice.example/benchmark-issuer";
    public const string Audience = "https://health-justice.example/fhir";

    /// <summary>Makes a key, writes its public half where the gateway looks for it, and signs a token that lasts as long as one may.</summary>
    public static string Issue(string jwksFile, string recipient, string organization, string scope)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var keys = new { keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = "benchmark", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) } } };
        File.WriteAllText(jwksFile, JsonSerializer.Serialize(keys));
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddHours(2),
            TokenType = "at+jwt",
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = "benchmark" }, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["client_id"] = "benchmark",
                ["sub"] = "benchmark",
                ["organization"] = organization,
                ["recipient"] = recipient,
                ["scope"] = scope,
                ["purpose_of_use"] = "TREAT",
                ["jti"] = RandomNumberGenerator.GetHexString(32),
            },
        });
    }
}
