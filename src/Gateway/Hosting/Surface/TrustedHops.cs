using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Gateway.Hosting.Surface;

/// <summary>Which hops before the gateway are believed. Without any the headers of hops are those of anybody, and nothing is read from them.</summary>
internal static class TrustedHops
{
    public static ForwardedHeadersOptions? Of(SurfaceOptions options)
    {
        if (options.TrustedHops.Count + options.TrustedNetworks.Count == 0)
            return null;
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = options.HopLimit,
        };
        // The framework believes this machine; a gateway believes who is named.
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var hop in options.TrustedHops)
            forwarded.KnownProxies.Add(IPAddress.Parse(hop));
        foreach (var network in options.TrustedNetworks)
            forwarded.KnownIPNetworks.Add(IPNetwork.Parse(network));
        return forwarded;
    }
}
