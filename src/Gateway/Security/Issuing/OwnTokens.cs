using System.Security.Claims;
using System.Security.Cryptography;
using Gateway.Access.Policies;
using Gateway.Security.Clients;
using Gateway.Security.Tokens;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Issuing;

/// <summary>Makes the gateway's own tokens (RFC 9068), and reads them again for who asks what they say.</summary>
internal sealed class OwnTokens(SigningKeys keys, ClientRegister register, TokenAddress address, IOptions<IssuingOptions> issuing, IOptions<SecurityOptions> options, TimeProvider clock)
{
    /// <summary>How long a token lasts.</summary>
    public TimeSpan Life => issuing.Value.Life;

    public async Task<string> IssueAsync(TokenGrant grant, CancellationToken cancellation)
    {
        var signing = await keys.CurrentAsync(cancellation);
        using var key = signing.Open();

        // The process-wide cache of signers would keep the key beyond its life.
        var credentials = new ECDsaSecurityKey(key) { KeyId = signing.Id, CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } };
        var now = clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = address.Issuer,
            Audience = address.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Life,
            TokenType = "at+jwt",
            SigningCredentials = new SigningCredentials(credentials, SecurityAlgorithms.EcdsaSha384),
            Claims = Claims(grant),
        });
    }

    /// <summary>The token, when it is one of these, in order, and of a client that is let in; else null.</summary>
    public async Task<JsonWebToken?> ReadAsync(string text, CancellationToken cancellation)
    {
        var longest = options.Value.MaxTokenLength;
        if (BearerToken.Issuer($"Bearer {text}", longest) != address.Issuer)
            return null;
        var snapshot = await register.CurrentAsync(cancellation);
        var parameters = BearerSchemes.Parameters(Trusted, options.Value, clock);
        parameters.IssuerSigningKeys = keys.Shown(snapshot).Select(k => k.Public);
        var read = await new JsonWebTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = longest }.ValidateTokenAsync(text, parameters);
        if (!read.IsValid)
            return null;
        var principal = new ClaimsPrincipal(read.ClaimsIdentity);
        return CallerClaims.Read(principal) is { } told && CallerStanding.Of(told, principal, snapshot, address).Caller is not null ? (JsonWebToken)read.SecurityToken : null;
    }

    /// <summary>How the gateway trusts its own tokens.</summary>
    public TrustedIssuer Trusted => new()
    {
        Scheme = BearerSchemes.Own,
        Names = [address.Issuer],
        Audiences = [address.Audience],
        Algorithms = [SecurityAlgorithms.EcdsaSha384],
        MaxTokenLife = Life,
    };

    private static Dictionary<string, object> Claims(TokenGrant grant)
    {
        var client = grant.Client.Registration;
        var claims = new Dictionary<string, object>
        {
            ["client_id"] = client.Id,
            ["sub"] = client.Id,
            ["recipient"] = client.Recipient,
            ["scope"] = string.Join(' ', grant.Scopes),
            ["purpose_of_use"] = PurposeWords.Write(grant.Purpose),
            ["jti"] = RandomNumberGenerator.GetHexString(32, lowercase: true),
        };
        if (client.Organization is { } organization)
            claims["organization"] = organization;
        if (client.Certificate is { } print)
            claims["cnf"] = new Dictionary<string, object> { ["x5t#S256"] = print };
        return claims;
    }
}
