using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Security.Claims;
using Gateway.Security.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Issuing;

/// <summary>A client's assertion as it came (https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html), before anything in it is believed.</summary>
internal sealed class Assertion
{
    private const int LongestId = 256;
    private readonly JsonElement _header;
    private readonly JsonElement _claims;
    private readonly byte[] _signed;
    private readonly byte[] _signature;

    private Assertion(JsonElement header, JsonElement claims, byte[] signed, byte[] signature) => (_header, _claims, _signed, _signature) = (header, claims, signed, signature);

    public string? Algorithm => _header.Member("alg");

    public string? Type => _header.Member("typ");

    public string? KeyId => _header.Member("kid");

    /// <summary>True when it says where its keys are: at that address, or somewhere else.</summary>
    public bool HasKeyAddress => _header.TryGetProperty("jku", out _);

    public string? KeyAddress => _header.Member("jku");

    /// <summary>True when the header brings a key along, or asks for more than is understood.</summary>
    public bool HasForeignParts => s_foreign.Any(n => _header.TryGetProperty(n, out _));

    private static readonly string[] s_foreign = ["jwk", "x5u", "x5c", "x5t", "x5t#S256", "crit", "b64"];

    public string? Issuer => _claims.Member("iss");

    public string? Subject => _claims.Member("sub");

    /// <summary>Its own id; null when it has none of a length that can be kept.</summary>
    public string? Id => _claims.Member("jti") is { Length: > 0 and <= LongestId } id ? id : null;

    public DateTimeOffset? Expires => Time("exp");

    public DateTimeOffset? NotBefore => Time("nbf");

    public DateTimeOffset? Issued => Time("iat");

    /// <summary>Reads an assertion; null for what is none, also for one that says a thing twice.</summary>
    public static Assertion? Read(string text, int longest)
    {
        if (text.Length > longest || text.Split('.') is not [var header, var claims, { Length: > 0 } signature] || !Base64Url.IsValid(signature))
            return null;
        try
        {
            using var head = BearerToken.Part(header);
            using var body = BearerToken.Part(claims);
            return head?.RootElement.ValueKind == JsonValueKind.Object && body?.RootElement.ValueKind == JsonValueKind.Object
                ? new Assertion(head.RootElement.Clone(), body.RootElement.Clone(), Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature)) : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>True when it is made for that address and for no other.</summary>
    public bool IsFor(string address) => _claims.TryGetProperty("aud", out var audience) && audience.ValueKind switch
    {
        JsonValueKind.String => audience.GetString() == address,
        JsonValueKind.Array => audience.GetArrayLength() == 1 && audience[0].ValueKind == JsonValueKind.String && audience[0].GetString() == address,
        _ => false,
    };

    /// <summary>True when the key has signed it.</summary>
    public bool IsSignedBy(JsonWebKey key)
    {
        try
        {
            if (Algorithm == SecurityAlgorithms.RsaSha384)
            {
                using var rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(key.N), Exponent = Base64Url.DecodeFromChars(key.E) });
                return rsa.VerifyData(_signed, _signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1);
            }

            var point = new ECPoint { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) };
            using var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP384, Q = point });
            return ec.VerifyData(_signed, _signature, HashAlgorithmName.SHA384);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            // The numbers of the key are none, or no point of the curve.
            return false;
        }
    }

    // Numbers beyond all calendars are no times.
    private DateTimeOffset? Time(string name) => _claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253402300800
        ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
}
