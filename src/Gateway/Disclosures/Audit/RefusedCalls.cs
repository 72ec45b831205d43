using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Disclosures.Audit;

/// <summary>
/// How often whom was turned away since the counts were last taken. Of each address (of IPv6 the network, as one host has all of it) or client there is one count, of no more than
/// <see cref="Most"/> of them; all others share one, so that a flood from everywhere costs no more memory and disk than that.
/// </summary>
internal sealed class RefusedCalls
{
    public const int Most = 100;
    private const string Others = "others";
    private ConcurrentDictionary<(string? Client, string Network), RefusedCount> _counts = new();

    /// <summary>Counts a call.</summary>
    /// <param name="client">The client, where it is known; what a token says that was not believed is not.</param>
    /// <param name="address">Where it came from.</param>
    /// <param name="asked">What was asked, without a value.</param>
    /// <param name="why">Why it was refused, in a word.</param>
    /// <param name="now">The moment.</param>
    public void Count(string? client, IPAddress? address, string asked, string why, DateTimeOffset now)
    {
        var counts = _counts;
        var key = (client, NetworkOf(address));
        if (!counts.TryGetValue(key, out var count))
            count = counts.GetOrAdd(counts.Count < Most ? key : (null, Others), static _ => new RefusedCount());
        count.Add(asked, why, now);
    }

    /// <summary>Takes all counts, and begins anew.</summary>
    public IReadOnlyDictionary<(string? Client, string Network), RefusedCount> Take() => Interlocked.Exchange(ref _counts, new());

    /// <summary>Puts back what could not be written.</summary>
    public void Restore(IReadOnlyDictionary<(string? Client, string Network), RefusedCount> taken)
    {
        foreach (var (key, count) in taken)
            _counts.GetOrAdd(_counts.Count < Most ? key : (null, Others), static _ => new RefusedCount()).Add(count);
    }

    private static string NetworkOf(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }
}
