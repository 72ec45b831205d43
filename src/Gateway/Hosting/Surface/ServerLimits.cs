using System.Security.Authentication;
using Gateway.Hosting.Surface.Refused;
using Gateway.Security;
using Gateway.Security.Tokens;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Hosting.Surface;

/// <summary>What the server refuses before anybody looks at a request: 400, 408, 414 and 431, to which <see cref="RefusedRequests"/> gives words.</summary>
internal static class ServerLimits
{
    public static void Apply(KestrelServerOptions kestrel, SurfaceOptions options, IConfiguration configuration, TimeProvider time)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = options.MaxBody;
        limits.MaxRequestHeadersTotalSize = options.MaxHeaders;
        limits.MaxRequestHeaderCount = options.MaxHeaderCount;
        limits.MaxRequestLineSize = options.MaxRequestLine;
        limits.MaxRequestBufferSize = Math.Max(options.MaxRequestLine, limits.MaxRequestBufferSize ?? 0);
        limits.RequestHeadersTimeout = options.HeadersTime;
        limits.MinRequestBodyDataRate = new MinDataRate(options.SlowestBody, options.SlowBodyGrace);
        limits.MaxConcurrentConnections = options.Connections;
        limits.Http2.MaxStreamsPerConnection = options.StreamsPerConnection;
        limits.Http2.MaxRequestHeaderFieldSize = options.MaxHeaders;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        var isAsking = configuration.GetValue<bool>($"{SecurityOptions.Section}:{nameof(SecurityOptions.ClientCertificates)}");
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            if (isAsking)
                ClientCertificate.Ask(https, time);
        });
        RefusedRequests.Answer(kestrel);
        // Endpoints and their certificates, which are read again when their files change.
        kestrel.Configure(configuration.GetSection("Kestrel"), reloadOnChange: true);
    }
}
