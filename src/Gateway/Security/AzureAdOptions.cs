namespace Gateway.Security;

/// <summary>Entra ID as issuer, section <c>AzureAd</c>, with the names that Microsoft.Identity.Web gives to its settings.</summary>
internal sealed class AzureAdOptions
{
    public const string Section = "AzureAd";

    public string Instance { get; set; } = "https://login.microsoftonline.com/";

    /// <summary>The tenant's id. Tokens of all tenants (<c>common</c> and the like) are not taken.</summary>
    public string? TenantId { get; set; }

    /// <summary>The id of the gateway's own app registration.</summary>
    public string? ClientId { get; set; }

    /// <summary>The audience, where it is neither the client's id nor <c>api://</c> with that.</summary>
    public string? Audience { get; set; }

    /// <summary>False when the section says nothing of a tenant or client.</summary>
    internal bool IsConfigured => TenantId is not null || ClientId is not null || Audience is not null;
}
