using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.References;

/// <summary>The resources of a Bundle by the addresses that references use (http://hl7.org/fhir/R4/bundle.html#references).</summary>
internal sealed class BundleIndex
{
    private const string History = "/_history/";
    private readonly Dictionary<string, List<Element>> _byUrl = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Element>> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<Element, string?> _urls = [];

    public BundleIndex(Element bundle)
    {
        foreach (var entry in bundle["entry"])
        {
            var url = entry.ChildText("fullUrl");
            foreach (var resource in entry["resource"])
            {
                _urls[resource] = url;
                if (url is not null)
                    Add(_byUrl, url, resource);
                if (resource.ChildText("id") is { } id)
                    Add(_byId, $"{resource.Type.Name}/{id}", resource);
            }
        }
    }

    /// <summary>The resource that a reference in that resource leads to; where several have one address, the first.</summary>
    public Element Find(string reference, Element from)
    {
        var found = FindAll(reference, from);
        return found.Count > 0 ? found[0] : default;
    }

    /// <summary>All that a reference may mean: those of its address, then those of its type and id.</summary>
    public IReadOnlyList<Element> FindAll(string reference, Element from) => ByAddress(reference, from) is { Count: > 0 } found ? found : ById(reference);

    /// <summary>The resources at the address that a reference means.</summary>
    public IReadOnlyList<Element> ByAddress(string reference, Element from)
    {
        var (current, version) = Versioned(reference);
        var address = current.Contains(':', StringComparison.Ordinal) ? current : $"{Root(_urls.GetValueOrDefault(from))}{current}";
        return OfVersion(_byUrl.GetValueOrDefault(address), version);
    }

    /// <summary>The resources of the type and id that a reference ends with.</summary>
    public IReadOnlyList<Element> ById(string reference)
    {
        var (current, version) = Versioned(reference);
        return OfVersion(_byId.GetValueOrDefault(Tail(current)), version);
    }

    /// <summary>The fullUrl of a resource in the Bundle.</summary>
    public string? UrlOf(Element resource) => _urls.GetValueOrDefault(resource);

    private static (string Current, string? Version) Versioned(string reference)
    {
        var at = reference.IndexOf(History, StringComparison.Ordinal);
        return at < 0 ? (reference, null) : (reference[..at], reference[(at + History.Length)..]);
    }

    private static List<Element> OfVersion(List<Element>? found, string? version) =>
        found is null ? [] : version is null ? found : [.. found.Where(r => r["meta"].Any(m => m.ChildText("versionId") == version))];

    // What stands before Type/id in a RESTful address.
    private static string Root(string? url) => url is null || Tail(url) is not { Length: > 0 } tail || tail == url ? "" : url[..^tail.Length];

    private static string Tail(string url)
    {
        var last = url.LastIndexOf('/');
        return last <= 0 ? "" : url[(url.LastIndexOf('/', last - 1) + 1)..];
    }

    private static void Add(Dictionary<string, List<Element>> index, string key, Element resource)
    {
        if (!index.TryGetValue(key, out var list))
            index.Add(key, list = []);
        list.Add(resource);
    }
}
