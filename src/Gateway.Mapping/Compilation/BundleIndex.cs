using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Compilation;

/// <summary>The resources of a Bundle by what references say: the fullUrl, or <c>Type/id</c>. Made when it is first asked.</summary>
internal sealed class BundleIndex(Element bundle)
{
    private Dictionary<string, Element>? _resources;

    public Element Find(string reference) => (_resources ??= Read()).GetValueOrDefault(Unversioned(reference));

    private Dictionary<string, Element> Read()
    {
        var resources = new Dictionary<string, Element>(StringComparer.Ordinal);
        foreach (var entry in bundle["entry"])
        {
            var resource = entry["resource"].FirstOrDefault();
            if (resource.IsNone)
                continue;
            if (resource.ChildText("id") is { } id)
                resources.TryAdd($"{resource.Type.Name}/{id}", resource);
            if (entry.ChildText("fullUrl") is not { } url)
                continue;
            resources.TryAdd(url, resource);

            // A relative reference means the entry whose fullUrl ends in it.
            if (url.LastIndexOf('/') is > 0 and var slash && url.LastIndexOf('/', slash - 1) is >= 0 and var before)
                resources.TryAdd(url[(before + 1)..], resource);
        }

        return resources;
    }

    private static string Unversioned(string reference) =>
        reference.IndexOf("/_history/", StringComparison.Ordinal) is >= 0 and var at ? reference[..at] : reference;
}
