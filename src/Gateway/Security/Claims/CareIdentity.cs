using System.Globalization;
using System.Security.Claims;

namespace Gateway.Security.Claims;

/// <summary>
/// A member of NHS staff as CIS2 tells of them (https://digital.nhs.uk/services/care-identity-service/applications-and-services/cis2-authentication/guidance-for-developers/detailed-guidance/scopes-and-claims): the
/// user, and of their roles the one that they have chosen, which is at one organisation.
/// </summary>
/// <param name="User">Their number, with its system before it; null when the token is not of CIS2.</param>
/// <param name="Organization">The organisation of the role, by its ODS code.</param>
/// <param name="Roles">The codes of the role, the most special last.</param>
/// <param name="Assurance">How surely they were identified, from 1 to 3.</param>
internal sealed record CareIdentity(string? User, string? Organization, IReadOnlyList<string> Roles, int? Assurance)
{
    public const string UserSystem = "https://fhir.nhs.uk/Id/sds-user-id";

    private static readonly CareIdentity s_none = new(null, null, [], null);

    /// <summary>The identity; null when the claims contradict each other: a chosen role that the user has not, none chosen of several, two levels of assurance.</summary>
    public static CareIdentity? Read(ClaimsPrincipal principal)
    {
        if (principal.Text("nhsid_useruid") is not { } user)
            return principal.HasClaim(c => c.Type is "nhsid_nrbac_roles" or "selected_roleid") ? null : s_none;
        var levels = principal.Words("idassurancelevel").Concat(principal.Words("id_assurance_level")).Distinct(StringComparer.Ordinal).ToList();
        if (levels.Count > 1 || (levels is [var said] && said is not ("0" or "1" or "2" or "3")))
            return null;
        var identity = s_none with { User = $"{UserSystem}|{user}", Assurance = levels is [var level] ? int.Parse(level, CultureInfo.InvariantCulture) : null };
        var roles = principal.Objects("nhsid_nrbac_roles").Select(r => (Id: r.Member("person_roleid"), Organization: r.Member("org_code"), Code: r.Member("role_code"))).ToList();
        var chosen = principal.Text("selected_roleid");
        if (roles.Count == 0)
            return chosen is null ? identity : null;
        var held = chosen is null ? roles : roles.FindAll(r => r.Id == chosen);
        return held is [{ Organization: { Length: > 0 } organization } role]
            ? identity with { Organization = organization, Roles = role.Code?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [] } : null;
    }
}
