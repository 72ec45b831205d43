using System.Net;
using System.Net.Sockets;

namespace Gateway.Security.Clients;

/// <summary>Which addresses lie in the open internet (https://www.iana.org/assignments/iana-ipv4-special-registry, and the same for IPv6): the gateway is made to speak to no other by what somebody writes.</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] s_reserved =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    // Of IPv6 only what is given out for the internet; of that not what carries an IPv4 address (6to4, Teredo) or is for examples.
    private static readonly IPNetwork s_global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] s_special = [IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("3fff::/20")];

    public static bool Has(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetwork ? !s_reserved.Any(n => n.Contains(plain)) : s_global.Contains(plain) && !s_special.Any(n => n.Contains(plain));
    }
}
