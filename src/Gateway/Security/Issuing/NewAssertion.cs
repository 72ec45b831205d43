using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Issuing;

/// <summary>What a client signs to get a token (https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html#authentication-jwt-claims).</summary>
internal static class NewAssertion
{
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(4);

    /// <summary>An assertion for a token endpoint, good for one use.</summary>
    /// <param name="pem">The private key: RSA, or EC on P-384.</param>
    /// <param name="client">The client's id.</param>
    /// <param name="address">The token endpoint.</param>
    /// <param name="now">The moment.</param>
    /// <param name="kid">The key's name; null for its thumbprint.</param>
    /// <exception cref="ArgumentException">There is no private key in the text, or one of another kind.</exception>
    public static string Make(string pem, string client, string address, DateTimeOffset now, string? kid = null)
    {
        using var key = KeyText.Read(pem);
        if (!key.IsPrivate)
            throw new ArgumentException("The key is public; what signs is the private one.");
        SecurityKey signing = key.Rsa is { } rsa ? new RsaSecurityKey(rsa) : new ECDsaSecurityKey(key.Ec);
        signing.KeyId = kid ?? key.Public.Kid;
        signing.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = client,
            Audience = address,
            IssuedAt = now.UtcDateTime,
            Expires = (now + s_life).UtcDateTime,
            TokenType = "JWT",
            SigningCredentials = new SigningCredentials(signing, key.Rsa is null ? SecurityAlgorithms.EcdsaSha384 : SecurityAlgorithms.RsaSha384),
            Claims = new Dictionary<string, object> { ["sub"] = client, ["jti"] = RandomNumberGenerator.GetHexString(32, lowercase: true) },
        });
    }
}
