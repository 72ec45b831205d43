using Gateway.Access;

namespace Gateway.Security;

/// <summary>Who asks, as a checked token and the register of clients say.</summary>
internal sealed record Caller
{
    /// <summary>The issuer of the token; with the client's id it names a caller.</summary>
    public required string Issuer { get; init; }

    public required string ClientId { get; init; }

    /// <summary>The person who uses the client (claim <c>sub</c>), or the client again; null when the token does not say.</summary>
    public string? Subject { get; init; }

    /// <summary>The organisation: its ODS code, or the code of a police force or a court.</summary>
    public string? Organization { get; init; }

    /// <summary>The person who uses the client: a number with its system before it (<c>system|value</c>) where the issuer gives one, else what it calls them; null for a client without a user.</summary>
    public string? User { get; init; }

    /// <summary>The word for the kind of recipient (<see cref="CallerKinds"/>); null when neither token nor register say one.</summary>
    public string? Recipient { get; init; }

    public CallerKind Kind { get; init; }

    /// <summary>The roles in which the person asks, as codes of the issuer.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What else holds of the caller: <c>police-vetted</c>, <c>amhp-on-duty</c>.</summary>
    public IReadOnlySet<string> Facts { get; init; } = new HashSet<string>();

    /// <summary>What the token says does not hold.</summary>
    public IReadOnlySet<string> DeniedFacts { get; init; } = new HashSet<string>();

    public IReadOnlyList<SmartScope> Scopes { get; init; } = [];

    /// <summary>Scopes that are not SMART's: those of the native interfaces (<see cref="NativeScopes"/>).</summary>
    public IReadOnlyList<string> OtherScopes { get; init; } = [];

    /// <summary>The purposes of use that the caller is registered for.</summary>
    public IReadOnlyList<Coded> Purposes { get; init; } = [];

    /// <summary>The one purpose of this request; null on paths that tell of nobody.</summary>
    public Coded? Purpose { get; init; }

    /// <summary>The id of the token (<c>jti</c>), for the audit trail.</summary>
    public string? TokenId { get; init; }

    /// <summary>Whose a link to a page is: good for the client and person whose search it continues, for the same purpose.</summary>
    public string PageOwner => $"{Issuer}\n{ClientId}\n{Subject}\n{Organization}\n{Purpose}";

    /// <summary>True when the caller may do that with every resource of the type; false also where scopes allow some resources only, which <see cref="Grant"/> tells.</summary>
    public bool May(Interaction interaction, string type) => Grant(interaction, type) is { IsAllowed: true, Restrictions.Count: 0 };

    /// <summary>
    /// What the scopes allow, of <see cref="SmartScope.AllTypes"/> only what holds for every type. Scopes for one patient allow nothing: there is
    /// no launch that would name the patient. A caller of unknown kind is allowed nothing.
    /// </summary>
    public ScopeGrant Grant(Interaction interaction, string type)
    {
        if (Kind == CallerKind.Unknown || interaction == Interaction.None)
            return ScopeGrant.None;
        var restrictions = new List<string>();
        foreach (var scope in Scopes)
        {
            if (scope.Context == ScopeContext.Patient || !scope.Covers(type) || (scope.Interactions & interaction) != interaction)
                continue;
            if (scope.Restriction is null)
                return ScopeGrant.All;
            restrictions.Add(scope.Restriction);
        }

        return restrictions.Count == 0 ? ScopeGrant.None : new ScopeGrant(true, restrictions);
    }

    /// <summary>True when the token holds that scope of a native interface.</summary>
    public bool Has(string scope) => OtherScopes.Contains(scope, StringComparer.Ordinal);
}
