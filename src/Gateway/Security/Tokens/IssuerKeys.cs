using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Gateway.Security.Tokens;

/// <summary>Where the keys of issuers come from. Nothing that a token names (<c>jku</c>, <c>x5u</c>) is ever fetched.</summary>
internal static class IssuerKeys
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    /// <summary>The metadata and keys of an issuer, read when first needed, again every hour, and when a token names a key that is not there.</summary>
    public static ConfigurationManager<OpenIdConnectConfiguration> Of(TrustedIssuer issuer) =>
        issuer.JwksFile is { } file
            ? Refreshed(new ConfigurationManager<OpenIdConnectConfiguration>(file, new JwksFile(issuer.Names[0]), new FileDocumentRetriever()))
            : Refreshed(new ConfigurationManager<OpenIdConnectConfiguration>(Metadata(issuer.Authority!), new OpenIdConnectConfigurationRetriever(), Web(issuer.Authority!)));

    /// <summary>True for an address that keys may come from: https, or this very machine.</summary>
    public static bool IsSafe(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) && uri.UserInfo.Length == 0;

    private static string Metadata(string authority) => $"{authority.TrimEnd('/')}/.well-known/openid-configuration";

    private static HttpDocumentRetriever Web(string authority)
    {
        // A redirect could lead where nobody meant to trust.
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = s_refresh }) { Timeout = s_timeout, MaxResponseContentBufferSize = 1024 * 1024 };
        return new HttpDocumentRetriever(client) { RequireHttps = new Uri(authority).Scheme == Uri.UriSchemeHttps };
    }

    // Keys that an issuer took back are not to work on.
    private static ConfigurationManager<OpenIdConnectConfiguration> Refreshed(ConfigurationManager<OpenIdConnectConfiguration> manager)
    {
        manager.AutomaticRefreshInterval = s_refresh;
        manager.RefreshInterval = TimeSpan.FromSeconds(30);
        manager.UseLastKnownGoodConfiguration = false;
        return manager;
    }
}
