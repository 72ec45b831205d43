using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>What resolve() finds: contained resources, resources of the same Bundle (http://hl7.org/fhir/R4/bundle.html#references), then what the environment knows.</summary>
internal static class References
{
    private const string History = "/_history/";

    public static Element Resolve(PathRun run, in PathValue value, int position)
    {
        var reference = !value.IsElement ? value.Text : value.Element.Type.IsPrimitive ? value.Element.Text : value.Element.ChildText("reference");
        if (reference is null)
            return default;
        var root = run.Environment.RootResource is { IsNone: false } outer ? outer : PathVariables.Resource(run);
        if (reference.StartsWith('#'))
            return InContainer(run, value, root, reference[1..]);

        if (run.Environment.ResolveInBundle is { } find)
        {
            if (find(reference) is { IsNone: false } known)
                return known;
        }
        else if (root.Type.Name == "Bundle")
        {
            var at = reference.IndexOf(History, StringComparison.Ordinal);
            var (current, version) = at < 0 ? (reference, null) : (reference[..at], reference[(at + History.Length)..]);
            foreach (var entry in root["entry"])
            {
                run.Step(position);
                if (Matches(entry, current) && entry["resource"].FirstOrDefault() is { IsNone: false } resource && (version is null || Version(resource) == version))
                    return resource;
            }
        }

        return run.Environment.Resolve?.Invoke(reference) ?? default;
    }

    // Content that was put in from elsewhere lies in a tree of its own: what it is in now comes first, then what it came from.
    private static Element InContainer(PathRun run, in PathValue value, Element root, string id)
    {
        var own = value.IsElement ? Container(value.Element) : default;
        var now = PathVariables.Resource(run);
        if (value.IsElement && ReferenceEquals(value.Element.Tree, root.Content.Tree))
            now = own;
        if (id.Length == 0)
            return now.Type.Name == "Bundle" && !own.IsNone ? own : now;
        return Contained(now, id) is var found && (!found.IsNone || own.IsNone) ? found : Contained(own, id);
    }

    private static Element Contained(Element container, string id) => container["contained"].FirstOrDefault(c => c.ChildText("id") == id);

    private static string? Version(Element resource) => resource["meta"].FirstOrDefault() is { IsNone: false } meta ? meta.ChildText("versionId") : null;

    private static bool Matches(Element entry, string reference)
    {
        var url = entry.ChildText("fullUrl");
        if (url == reference || (url is not null && url.EndsWith($"/{reference}", StringComparison.Ordinal)))
            return true;
        var slash = reference.IndexOf('/', StringComparison.Ordinal);
        return url is null && slash > 0 && entry["resource"].FirstOrDefault() is { IsNone: false } resource
            && resource.Type.Name == reference[..slash] && resource.ChildText("id") == reference[(slash + 1)..];
    }

    // The innermost resource around the element that is not itself contained.
    private static Element Container(Element element)
    {
        var nodes = element.Tree.Nodes;
        var (container, at) = (0, 0);
        while (at != element.Index)
        {
            at++;
            while (at + nodes[at].Size <= element.Index)
                at += nodes[at].Size;
            if (nodes[at].Definition.Type.IsResource && nodes[at].Definition.Name != "contained")
                container = at;
        }

        return new Element(element.Tree, container);
    }
}
