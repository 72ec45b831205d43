using System.Text;

namespace Gateway.Sources.Interfaces;

/// <summary>
/// The addresses by which a source's FHIR interface is known inside, and how they are taken out of what it says: what lies under them is given an outer address, in JSON also
/// where its slashes are escaped. An address that only begins alike (<c>/r4b</c> for <c>/r4</c>) is another.
/// </summary>
public sealed class InnerAddresses
{
    private readonly string[] _bases;
    private readonly string[] _origins;

    /// <param name="address">The address of the interface.</param>
    /// <param name="knownAs">Its other addresses.</param>
    public InnerAddresses(Uri address, IEnumerable<Uri> knownAs)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(knownAs);
        // Behind a hop that ends TLS a server takes itself for one that is spoken to in the clear.
        string[] schemes = ["http", "https"];
        Uri[] all = [address, .. knownAs];
        _origins = [.. all.SelectMany(a => schemes.Select(s => $"{s}://{a.Authority}")).Distinct(StringComparer.OrdinalIgnoreCase)];
        _bases = [.. all.SelectMany(a => schemes.Select(s => $"{s}://{a.Authority}{a.AbsolutePath.TrimEnd('/')}")).Distinct(StringComparer.OrdinalIgnoreCase)];
        Needles = [.. _bases.SelectMany(b => new[] { b, b.Replace("/", "\\/", StringComparison.Ordinal) }).OrderByDescending(n => n.Length).Select(Encoding.ASCII.GetBytes)];
    }

    /// <summary>The bytes by which they can stand in content, the longest first.</summary>
    internal IReadOnlyList<byte[]> Needles { get; }

    /// <summary>What follows the interface's own address in a URL, without the slash between them; null for a URL that is elsewhere.</summary>
    public string? Under(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        foreach (var start in _bases)
            if (url.StartsWith(start, StringComparison.OrdinalIgnoreCase) && (url.Length == start.Length || url[start.Length] is '/' or '?' or '#'))
                return url[start.Length..].TrimStart('/');
        return null;
    }

    /// <summary>True for a URL on one of the source's own hosts.</summary>
    public bool IsInner(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        foreach (var origin in _origins)
            if (url.StartsWith(origin, StringComparison.OrdinalIgnoreCase) && (url.Length == origin.Length || url[origin.Length] is '/' or '?' or '#'))
                return true;
        return false;
    }
}
