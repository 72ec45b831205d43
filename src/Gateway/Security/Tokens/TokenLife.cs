using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Tokens;

/// <summary>When a token may be used: not before its time, not after it, and only when it was not made to live too long.</summary>
internal sealed class TokenLife(TimeProvider clock, TimeSpan most, TimeSpan skew)
{
    /// <exception cref="SecurityTokenValidationException">The token may not be used now; its type says why.</exception>
    public bool Check(DateTime? notBefore, DateTime? expires, SecurityToken token)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (expires is not { } end)
            throw new SecurityTokenNoExpirationException();
        if (end + skew <= now)
            throw new SecurityTokenExpiredException();
        var issued = token is JsonWebToken jwt && jwt.TryGetPayloadValue<long>("iat", out _) ? jwt.IssuedAt : (DateTime?)null;
        if (notBefore - skew > now || issued - skew > now)
            throw new SecurityTokenNotYetValidException();
        if (end - (issued ?? notBefore ?? now) > most)
            throw new SecurityTokenInvalidLifetimeException();
        return true;
    }
}
