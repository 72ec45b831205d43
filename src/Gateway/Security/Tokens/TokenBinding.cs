using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.Security.Tokens;

/// <summary>Whether a token that is bound to a client certificate (RFC 8705, section 3) came over a connection with that certificate.</summary>
internal static class TokenBinding
{
    public static bool Holds(JsonWebToken token, X509Certificate2? certificate)
    {
        if (!token.TryGetPayloadValue<JsonElement>("cnf", out var bound))
            return true;
        // Bound in a way that is not known is bound all the same.
        return certificate is not null && bound.ValueKind == JsonValueKind.Object
            && bound.TryGetProperty("x5t#S256", out var print) && print.ValueKind == JsonValueKind.String
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(print.GetString()!), Encoding.ASCII.GetBytes(Base64Url.EncodeToString(SHA256.HashData(certificate.RawData))));
    }
}
