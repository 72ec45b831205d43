namespace Gateway.Security.Tokens;

/// <summary>All issuers whose tokens are taken: those of <c>Security:Issuers</c>, Entra ID where <c>AzureAd</c> is configured, and in a demo its own.</summary>
internal sealed class TrustedIssuers(IReadOnlyList<TrustedIssuer> issuers)
{
    public IReadOnlyList<TrustedIssuer> All => issuers;

    public static TrustedIssuers Of(SecurityOptions options, AzureAdOptions? azure, DemoIssuer? demo)
    {
        var issuers = options.Issuers.Select(Of).ToList();
        if (azure is not null)
            issuers.Add(Of(azure));
        if (demo is not null)
            issuers.Add(demo.Trusted);
        return new TrustedIssuers(issuers);
    }

    /// <summary>The one issuer of that name; null when it is not trusted.</summary>
    public TrustedIssuer? Find(string? name) => name is null ? null : issuers.FirstOrDefault(i => i.Names.Contains(name, StringComparer.Ordinal));

    private static TrustedIssuer Of(IssuerOptions options, int index) => new()
    {
        Scheme = $"issuer-{index}",
        Names = [options.Issuer ?? ""],
        Audiences = [options.Audience ?? ""],
        Algorithms = options.Algorithms.Count == 0 ? SignatureAlgorithms.All : [.. options.Algorithms],
        JwksFile = options.JwksFile,
        Authority = options.JwksFile is null ? options.Authority ?? options.Issuer : null,
    };

    // Entra ID names itself differently in tokens of its two versions (https://learn.microsoft.com/entra/identity-platform/access-tokens).
    private static TrustedIssuer Of(AzureAdOptions options)
    {
        var authority = $"{options.Instance.TrimEnd('/')}/{options.TenantId}/v2.0";
        return new TrustedIssuer
        {
            Scheme = "azure-ad",
            Names = [authority, $"https://sts.windows.net/{options.TenantId}/"],
            Audiences = options.Audience is { Length: > 0 } audience ? [audience] : [options.ClientId ?? "", $"api://{options.ClientId}"],
            Authority = authority,
        };
    }
}
