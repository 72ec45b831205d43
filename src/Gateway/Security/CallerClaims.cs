using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.Security;

/// <summary>Reads the caller from the claims of a checked token.</summary>
internal static class CallerClaims
{
    private const int LongestText = 256;
    private const int MostScopes = 200;

    /// <summary>The caller; null when no client is named or a name is unfit for logs and audit.</summary>
    public static Caller? Read(ClaimsPrincipal principal)
    {
        string[] names = ["iss", "client_id", "azp", "appid", "sub", "organization", "jti", "uti"];
        if (!names.All(name => IsFit(principal.FindFirst(name)?.Value)))
            return null;
        var client = Text(principal, "client_id") ?? Text(principal, "azp") ?? Text(principal, "appid");
        if (client is null || Text(principal, "iss") is not { } issuer)
            return null;
        var scopes = Scopes(principal);
        return new Caller
        {
            Issuer = issuer,
            ClientId = client,
            Subject = Text(principal, "sub"),
            Organization = Text(principal, "organization"),
            Kind = Kind(principal),
            Scopes = [.. scopes.Select(SmartScope.Parse).OfType<SmartScope>()],
            OtherScopes = [.. scopes.Where(s => SmartScope.Parse(s) is null)],
            Purposes = [.. Words(principal, "purpose_of_use")],
            TokenId = Text(principal, "jti") ?? Text(principal, "uti"),
        };
    }

    // Several kinds in one token are no kind: nobody is shown what two recipients may see together.
    private static CallerKind Kind(ClaimsPrincipal principal) =>
        principal.FindAll("recipient").Select(c => c.Value).ToList() is [var word] ? CallerKinds.Of(word) : CallerKind.Unknown;

    // Entra ID has scopes of people in scp, those of systems in roles.
    private static List<string> Scopes(ClaimsPrincipal principal) =>
        [.. Words(principal, "scope").Concat(Words(principal, "scp")).Concat(Words(principal, "roles")).Distinct(StringComparer.Ordinal).Take(MostScopes)];

    private static IEnumerable<string> Words(ClaimsPrincipal principal, string name) => principal.FindAll(name)
        .Where(c => c.ValueType != JsonClaimValueTypes.Json)
        .SelectMany(c => c.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string? Text(ClaimsPrincipal principal, string name) => principal.FindFirst(name)?.Value is { Length: > 0 } text ? text : null;

    private static bool IsFit(string? text) => text is null || (text.Length <= LongestText && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029'));
}
