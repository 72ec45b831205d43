using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Tokens;

/// <summary>
/// Issues the tokens of a demo with a key of its own, made at the first run and kept in the data folder where only its owner can read it. It is trusted
/// by hosts that are given it, which only a demo is.
/// </summary>
internal sealed class DemoIssuer : IDisposable
{
    public const string Name = "https://health-justice.example/demo-issuer";
    public const string Audience = "https://health-justice.example/fhir";

    /// <summary>How long a demo token lasts; each start of a demo makes new ones.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromDays(7);

    private readonly PrivateFolder _data;
    private readonly TimeProvider _clock;
    private readonly ECDsa _key;
    private readonly ECDsaSecurityKey _signing;

    private DemoIssuer(PrivateFolder data, ECDsa key, TimeProvider clock)
    {
        (_data, _key, _clock) = (data, key, clock);
        _signing = new ECDsaSecurityKey(key);
        // The process-wide cache of signers would keep this key beyond its life.
        _signing.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
        _signing.KeyId = Base64UrlEncoder.Encode(_signing.ComputeJwkThumbprint());
    }

    /// <summary>How a host of the demo trusts it.</summary>
    public TrustedIssuer Trusted => new()
    {
        Scheme = "demo",
        Names = [Name],
        Audiences = [Audience],
        Algorithms = [SecurityAlgorithms.EcdsaSha256],
        JwksFile = _data.PathOf("demo-issuer/jwks.json"),
        MaxTokenLife = TokenLife,
    };

    /// <summary>Opens the issuer of a data folder; makes its key when there is none, or when others could read it.</summary>
    public static DemoIssuer Open(string dataFolder, TimeProvider clock)
    {
        var data = new PrivateFolder(dataFolder);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (data.Read("demo-issuer/key.pem") is { } pem)
            key.ImportFromPem(pem);
        else
            data.Write("demo-issuer/key.pem", key.ExportPkcs8PrivateKeyPem());
        var issuer = new DemoIssuer(data, key, clock);
        issuer.WriteKeys();
        return issuer;
    }

    /// <summary>A new token for a client.</summary>
    public string Issue(DemoClient client)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + TokenLife,
            TokenType = "at+jwt",
            SigningCredentials = new SigningCredentials(_signing, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["client_id"] = client.ClientId,
                ["sub"] = client.Subject,
                ["organization"] = client.Organization,
                ["recipient"] = client.Recipient,
                ["scope"] = string.Join(' ', client.Scopes),
                ["purpose_of_use"] = client.Purposes,
                ["jti"] = RandomNumberGenerator.GetHexString(32, lowercase: true),
            },
        });
    }

    /// <summary>Writes a new token of each client to <c>tokens/{client}.jwt</c> and tells where each is.</summary>
    public IReadOnlyDictionary<string, string> WriteTokens(IEnumerable<DemoClient> clients) =>
        clients.ToDictionary(c => c.ClientId, c => _data.Write($"tokens/{c.ClientId}.jwt", Issue(c)), StringComparer.Ordinal);

    public void Dispose() => _key.Dispose();

    private void WriteKeys()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var keys = new { keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = _signing.KeyId, x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) } } };
        _data.Write("demo-issuer/jwks.json", System.Text.Json.JsonSerializer.Serialize(keys));
    }
}
