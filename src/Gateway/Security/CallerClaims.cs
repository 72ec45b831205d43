using System.Security.Claims;
using Gateway.Security.Claims;

namespace Gateway.Security;

/// <summary>Reads the caller from the claims of a checked token.</summary>
internal static class CallerClaims
{
    private const int LongestText = 256;
    private const int MostScopes = 200;
    private static readonly string[] s_clients = ["client_id", "azp", "appid"];
    private static readonly string[] s_names = ["iss", "client_id", "azp", "appid", "sub", "organization", "jti", "uti", "nhsid_useruid", "selected_roleid", "oid"];

    /// <summary>The caller; null when no client is named, a name is unfit for logs and audit, or a claim contradicts another.</summary>
    public static Caller? Read(ClaimsPrincipal principal)
    {
        if (!s_names.All(name => IsFit(principal.FindFirst(name)?.Value)))
            return null;
        var clients = s_clients.Select(principal.Text).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (clients is not [var client] || principal.Text("iss") is not { } issuer || CareIdentity.Read(principal) is not { } identity)
            return null;
        var organizations = principal.Words("organization").Concat(identity.Organization is { } own ? [own] : []).Distinct(StringComparer.Ordinal).ToList();
        if (organizations.Count > 1 || !IsFit(identity.Organization) || (identity.User is not null && principal.Text("oid") is not null))
            return null;
        if (ClaimedPurposes.Read(principal) is not { } purposes || ClaimedFacts.Read(principal, identity.Assurance) is not { } facts)
            return null;
        var recipient = Recipient(principal);
        var scopes = Scopes(principal).Select(s => (Text: s, Scope: SmartScope.Parse(s))).ToList();
        var others = scopes.Where(s => s.Scope is null).Select(s => s.Text).ToList();
        return new Caller
        {
            Issuer = issuer,
            ClientId = client,
            Subject = principal.Text("sub"),
            User = identity.User ?? User(principal, client),
            Organization = organizations.FirstOrDefault(),
            Recipient = recipient,
            Kind = CallerKinds.Of(recipient),
            Roles = [.. identity.Roles, .. principal.Words("roles").Intersect(others, StringComparer.Ordinal)],
            Facts = facts.True,
            DeniedFacts = facts.False,
            Scopes = [.. scopes.Select(s => s.Scope).OfType<SmartScope>()],
            OtherScopes = others,
            Purposes = purposes,
            TokenId = principal.Text("jti") ?? principal.Text("uti"),
        };
    }

    // Several kinds in one token are no kind: nobody is shown what two recipients may see together.
    private static string? Recipient(ClaimsPrincipal principal) => principal.FindAll("recipient").Select(c => c.Value).ToList() switch { [] => null, [var word] => word, _ => "" };

    // Entra ID names people by oid, the same in all applications (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference).
    private static string? User(ClaimsPrincipal principal, string client) =>
        principal.Text("oid") is { } person ? $"urn:ietf:rfc:3986|urn:uuid:{person}" : principal.Text("sub") is { } subject && subject != client ? subject : null;

    // Entra ID has scopes of people in scp, those of systems in roles.
    private static List<string> Scopes(ClaimsPrincipal principal) =>
        [.. principal.Words("scope").Concat(principal.Words("scp")).Concat(principal.Words("roles")).Distinct(StringComparer.Ordinal).Take(MostScopes)];

    private static bool IsFit(string? text) => text is null || (text.Length <= LongestText && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029'));
}
