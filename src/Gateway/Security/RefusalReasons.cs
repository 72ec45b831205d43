using Gateway.Security.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security;

/// <summary>Why a token was refused, in a few words for logs and metrics that hold nothing of the token.</summary>
internal static class RefusalReasons
{
    public static string Of(Exception? failure) => failure switch
    {
        null => "claims",
        NoTrustedIssuerException => "no-trusted-issuer",
        SecurityTokenExpiredException => "expired",
        SecurityTokenNotYetValidException => "not-yet-valid",
        SecurityTokenNoExpirationException or SecurityTokenInvalidLifetimeException => "life",
        SecurityTokenInvalidAudienceException => "audience",
        SecurityTokenInvalidIssuerException => "issuer",
        SecurityTokenInvalidTypeException => "type",
        SecurityTokenInvalidAlgorithmException => "algorithm",
        SecurityTokenSignatureKeyNotFoundException => "key",
        SecurityTokenInvalidSignatureException => "signature",
        _ => "malformed",
    };
}
