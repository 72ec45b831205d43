using System.Text.Json;
using Gateway.Security.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Clients;

/// <summary>The public keys of a client, as it published them.</summary>
/// <param name="Keys">All of them, also such as cannot be used: a key is found only where no other has its name.</param>
/// <param name="Faults">What is wrong with them.</param>
internal sealed record ClientKeySet(IReadOnlyList<JsonWebKey> Keys, IReadOnlyList<string> Faults)
{
    /// <summary>The most characters of a set.</summary>
    public const int Longest = 64 * 1024;

    private const int Most = 50;
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static ClientKeySet Read(string json)
    {
        try
        {
            // IdentityModel takes the last of what is said twice.
            using (JsonDocument.Parse(json, s_strict))
                return Of([.. new JsonWebKeySet(json).Keys]);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return new ClientKeySet([], ["they cannot be read as a JWKS"]);
        }
    }

    /// <summary>The one key of that name and type; null when there is none, or several, or it cannot be used for the algorithm.</summary>
    public JsonWebKey? Find(string kid, string algorithm)
    {
        var kty = algorithm == SecurityAlgorithms.RsaSha384 ? JsonWebAlgorithmsKeyTypes.RSA : JsonWebAlgorithmsKeyTypes.EllipticCurve;
        return Keys.Where(k => k.Kid == kid && k.Kty == kty).Take(2).ToList() is [var key] && Fault(key) is null && (key.Alg is null or "" || key.Alg == algorithm) ? key : null;
    }

    private static ClientKeySet Of(List<JsonWebKey> keys)
    {
        if (keys.Count is 0 or > Most)
            return new ClientKeySet([], [keys.Count == 0 ? "there are none" : $"there are more than {Most}"]);
        var faults = keys.Select(Fault).OfType<string>().ToList();
        faults.AddRange(keys.CountBy(k => (k.Kid, k.Kty)).Where(n => n.Value > 1).Select(n => $"{n.Value} keys of one type have the kid {n.Key.Kid}"));
        return new ClientKeySet(keys, faults);
    }

    private static string? Fault(JsonWebKey key) => JwksFile.Fault(key)
        ?? (key.Kty == JsonWebAlgorithmsKeyTypes.EllipticCurve && key.Crv != JsonWebKeyECTypes.P384 ? "a key is of another curve than P-384, which ES384 needs" : null)
        ?? (key.Alg is null or "" or SecurityAlgorithms.RsaSha384 or SecurityAlgorithms.EcdsaSha384 ? null : "a key is for another algorithm than RS384 or ES384");
}
