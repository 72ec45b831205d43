using Gateway.Security.Issuing;
using Gateway.Security.Tokens;
using Microsoft.Extensions.Options;

namespace Gateway.Security;

/// <summary>Checks the issuers when the host starts and tells all faults at once; a host without any issuer, itself included, does not start.</summary>
internal sealed class SecurityOptionsCheck(IOptions<AzureAdOptions> azure, TrustedIssuers issuers, TokenAddress own) : IValidateOptions<SecurityOptions>
{
    private static readonly string[] s_manyTenants = ["common", "organizations", "consumers"];

    public ValidateOptionsResult Validate(string? name, SecurityOptions options)
    {
        var faults = options.Issuers.SelectMany(Faults).ToList();
        if (azure.Value.IsConfigured)
            faults.AddRange(Faults(azure.Value));
        if (issuers.All.Count == 0 && !own.IsKnown)
            faults.Add($"No issuer of tokens is configured, so nobody could be let in. Name one under {SecurityOptions.Section}:Issuers (Issuer, Audience, and Authority or JwksFile) or {AzureAdOptions.Section} (TenantId, ClientId); or let the gateway make them itself, which needs a safe address that clients know it by (Gateway:PublicAddress, https).");
        foreach (var twice in issuers.All.SelectMany(i => i.Names).CountBy(n => n, StringComparer.Ordinal).Where(n => n is { Key.Length: > 0, Value: > 1 }))
            faults.Add($"The issuer {twice.Key} is named {twice.Value} times.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(IssuerOptions issuer, int index)
    {
        var place = $"{SecurityOptions.Section}:Issuers:{index}";
        if (string.IsNullOrWhiteSpace(issuer.Issuer))
            yield return $"{place}: Issuer is missing.";
        if (string.IsNullOrWhiteSpace(issuer.Audience))
            yield return $"{place}: Audience is missing; without it tokens for others would be taken.";
        if (issuer is { Authority: not null, JwksFile: not null })
            yield return $"{place}: Authority and JwksFile exclude each other.";
        if (issuer.JwksFile is { } file)
        {
            if (JwksFile.Fault(file) is { } fault)
                yield return $"{place}: JwksFile: {fault}.";
        }
        else if (!IssuerKeys.IsSafe(issuer.Authority ?? issuer.Issuer))
            yield return $"{place}: Authority must be an https address.";
        foreach (var algorithm in issuer.Algorithms.Except(SignatureAlgorithms.All))
            yield return $"{place}: Algorithms: {algorithm} is not taken; {string.Join(", ", SignatureAlgorithms.All)} are.";
    }

    private static IEnumerable<string> Faults(AzureAdOptions azure)
    {
        if (string.IsNullOrWhiteSpace(azure.TenantId) || s_manyTenants.Contains(azure.TenantId, StringComparer.OrdinalIgnoreCase))
            yield return $"{AzureAdOptions.Section}: TenantId must be the id of one tenant.";
        if (string.IsNullOrWhiteSpace(azure.ClientId) && string.IsNullOrWhiteSpace(azure.Audience))
            yield return $"{AzureAdOptions.Section}: ClientId or Audience is missing.";
        if (!IssuerKeys.IsSafe(azure.Instance))
            yield return $"{AzureAdOptions.Section}: Instance must be an https address.";
    }
}
