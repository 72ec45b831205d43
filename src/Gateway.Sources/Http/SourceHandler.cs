using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Sources.Http;

/// <summary>The connections to one source: kept and used again, never redirected, without cookies.</summary>
internal static class SourceHandler
{
    /// <param name="limits">What is allowed of the source.</param>
    /// <param name="own">The certificate that the gateway shows; null for none.</param>
    /// <param name="roots">Whom to trust in place of the machine's own list; none to trust that.</param>
    public static SocketsHttpHandler Of(LimitOptions limits, X509Certificate2? own, X509Certificate2Collection roots)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = limits.ConnectTimeout,
            MaxConnectionsPerServer = limits.Concurrency,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 32,

            // The built-in activity names paths, which hold record ids; ours is sent along instead.
            ActivityHeadersPropagator = null,
        };
        if (own is not null)
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => own;
        if (roots.Count > 0)
            handler.SslOptions.CertificateChainPolicy = Trusting(roots);
        return handler;
    }

    private static X509ChainPolicy Trusting(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        policy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.1"));
        return policy;
    }
}
