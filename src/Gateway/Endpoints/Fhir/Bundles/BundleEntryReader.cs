using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>
/// Reads the requests of a Bundle. What an entry asks for is an address of this interface and nothing else: parts are plain words, so that none leads up, elsewhere, or
/// to another place once it is unescaped.
/// </summary>
/// <param name="root">The interface's own address, which an entry may give before its own.</param>
internal sealed class BundleEntryReader(string root)
{
    private static readonly string[] s_methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>The request, or what is wrong with it.</summary>
    public (BundleEntry? Entry, Fault? Fault) Read(Element entry, int index)
    {
        var request = entry["request"].FirstOrNone();
        if (request.IsNone)
            return None(index, "The entry says no request.");
        if (request.ChildText("method") is not { } method || !s_methods.Contains(method))
            return None(index, "The method is GET, HEAD, POST, PUT, PATCH or DELETE.");
        if (request.ChildText("url") is not { } url || PathOf(url, out var query) is not { } path)
            return None(index, "The url is an address below this interface, such as Patient/1 or Patient?name=x.");
        if (method == "POST" && path.Count == 0)
            return None(index, "A Bundle is not posted inside another.");
        var resource = entry["resource"].FirstOrNone();
        if (!resource.IsNone && method is "GET" or "HEAD" or "DELETE")
            return None(index, $"A {method} brings no resource.");
        return (new BundleEntry
        {
            Index = index,
            Method = method,
            Path = path,
            Query = query,
            Resource = resource,
            FullUrl = entry.ChildText("fullUrl"),
            IfMatch = request.ChildText("ifMatch"),
            IfNoneMatch = request.ChildText("ifNoneMatch"),
            IfModifiedSince = request.ChildText("ifModifiedSince"),
            IfNoneExist = request.ChildText("ifNoneExist"),
        }, null);
    }

    private static (BundleEntry? Entry, Fault? Fault) None(int index, string message) => (null, new Fault(FaultKind.Structure, message, BundleEntry.PlaceOf(index), 0, 0));

    private List<string>? PathOf(string url, out string query)
    {
        var own = $"{root}/";
        var below = url.StartsWith(own, StringComparison.Ordinal) ? url[own.Length..] : url.StartsWith('/') ? url[1..] : url;
        var mark = below.IndexOf('?', StringComparison.Ordinal);
        query = mark < 0 ? "" : below[(mark + 1)..];
        var path = mark < 0 ? below : below[..mark];
        var parts = path.Length == 0 ? [] : path.Split('/').ToList();
        return query.All(c => c is > ' ' and not '#' and not '\u007f') && parts.TrueForAll(IsPlain) ? parts : null;
    }

    private static bool IsPlain(string part) => part.Length > 0 && part.Trim('.').Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '$');
}
