using System.Security.Claims;
using Gateway.Security.Claims;
using Gateway.Security.Issuing;
using Gateway.Security.Tokens;

namespace Gateway.Security.Clients;

/// <summary>Whether a caller whose token is in order is let in: by what the register says of it now, and not when the token was made.</summary>
/// <param name="Caller">The caller, with what the register adds; null when it is refused.</param>
/// <param name="Reason">Why, in a word for logs and metrics.</param>
internal readonly record struct CallerStanding(Caller? Caller, string Reason)
{
    public static CallerStanding Of(Caller told, ClaimsPrincipal principal, RegisterSnapshot register, TokenAddress own)
    {
        if (told.Issuer == DemoIssuer.Name)
            return register.Find(told.ClientId) is { IsDisabled: true } ? new(null, "disabled") : new(told, "");
        var isOwn = own.IsKnown && told.Issuer == own.Issuer;
        if (register.Find(told.ClientId, isOwn ? null : told.Issuer) is not { } client)
            return isOwn ? new(null, "not-registered") : new(told, "");
        if (client.IsDisabled)
            return new(null, "disabled");
        if (isOwn && register.IsRevoked(told.TokenId))
            return new(null, "revoked");

        // Whoever was bound to a certificate after the token was made has to ask for another.
        if (isOwn && client.Registration.Certificate is { } print && JsonClaims.Objects(principal, "cnf").FirstOrDefault().Member("x5t#S256") != print)
            return new(null, "not-bound");
        return client.Join(told) is { } caller ? new(caller, "") : new(null, "contradicted");
    }
}
