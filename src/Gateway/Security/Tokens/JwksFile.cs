using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Tokens;

/// <summary>The public keys of an issuer in a file (RFC 7517, section 5).</summary>
internal sealed class JwksFile(string issuer) : IConfigurationRetriever<OpenIdConnectConfiguration>
{
    private const int LeastRsaBits = 2048;

    /// <summary>What is wrong with a file; null when its keys can be used.</summary>
    public static string? Fault(string path)
    {
        if (!File.Exists(path))
            return "the file of keys is not there";
        try
        {
            var keys = new JsonWebKeySet(File.ReadAllText(path)).Keys;
            return keys.Count == 0 ? "the file holds no keys" : keys.Select(Fault).FirstOrDefault(f => f is not null);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return "the file of keys cannot be read as a JWKS";
        }
    }

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(string address, IDocumentRetriever retriever, CancellationToken cancel)
    {
        var keys = new JsonWebKeySet(await retriever.GetDocumentAsync(address, cancel));
        var configuration = new OpenIdConnectConfiguration { Issuer = issuer, JsonWebKeySet = keys };
        foreach (var key in keys.Keys.Where(k => Fault(k) is null))
            configuration.SigningKeys.Add(key);
        return configuration;
    }

    /// <summary>What is wrong with a key; null when it can be used. A symmetric key would let everybody sign who can check; a private one has no place in what is given round.</summary>
    public static string? Fault(JsonWebKey key) => key switch
    {
        { Kty: not (JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve) } => "a key is neither RSA nor EC",
        { HasPrivateKey: true } => "a key is private",
        { Kid: null or "" } => "a key has no kid",
        { Use: not (null or "" or "sig") } => "a key is not for signatures",
        { Kty: JsonWebAlgorithmsKeyTypes.RSA, KeySize: < LeastRsaBits } => $"a key has less than {LeastRsaBits} bits",
        _ => null,
    };
}
