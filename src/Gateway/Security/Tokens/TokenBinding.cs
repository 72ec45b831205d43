using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gateway.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.Security.Tokens;

/// <summary>Whether a token that is bound to a client certificate (RFC 8705, section 3) came over a connection with that certificate.</summary>
internal static class TokenBinding
{
    private const string Claim = "cnf";

    /// <summary>True for a token that only the holder of a key may use.</summary>
    public static bool IsBound(JsonWebToken token) => token.TryGetPayloadValue<object>(Claim, out _);

    /// <summary>True when the key is that of the certificate. A token that is bound in another way is nobody's here.</summary>
    public static bool Holds(JsonWebToken token, X509Certificate2? certificate) =>
        certificate is not null && token.TryGetPayloadValue<JsonElement>(Claim, out var bound) && bound.Member("x5t#S256") is { } print && ClientCertificate.Is(certificate, print);
}
