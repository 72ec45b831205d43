using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.References;

/// <summary>What references lead to: contained resources, resources of the Bundles around, then what can be had from outside.</summary>
internal sealed class ReferenceTargets(Func<string, Element>? outside)
{
    private Dictionary<Element, BundleIndex>? _bundles;

    public BundleIndex Index(Element bundle)
    {
        if (!(_bundles ??= []).TryGetValue(bundle, out var index))
            _bundles.Add(bundle, index = new BundleIndex(bundle));
        return index;
    }

    public Element Find(string? reference, Surroundings around)
    {
        if (string.IsNullOrEmpty(reference))
            return default;
        if (reference == "#")
            return around.Container;
        if (reference[0] == '#')
            return Contained(around.Container, reference[1..]);
        for (var outer = around; outer is not null; outer = outer.Outer)
            if (outer.Resource.Type.Name == "Bundle" && Index(outer.Resource).Find(reference, around.Container) is { IsNone: false } found)
                return found;
        return outside?.Invoke(reference) ?? default;
    }

    public static Element Contained(Element container, string id)
    {
        foreach (var contained in container["contained"])
            if (contained.ChildText("id") == id)
                return contained;
        return default;
    }

    /// <summary>The type that a reference says it leads to: its own word, or that of a RESTful URL; null when it does not say.</summary>
    public static string? TypeOf(Element reference) => reference.ChildText("type") is { } type ? type[(type.LastIndexOf('/') + 1)..] : TypeOf(reference.ChildText("reference"))?.Name;

    /// <summary>The type of resource that a RESTful URL names.</summary>
    public static TypeDefinition? TypeOf(string? reference)
    {
        if (reference is null || reference.StartsWith('#') || reference.Contains('?', StringComparison.Ordinal))
            return null;
        var rest = reference.AsSpan();
        if (rest.IndexOf("/_history/") is > 0 and var history)
            rest = rest[..history];
        var id = rest.LastIndexOf('/');
        if (id < 0)
            return null;
        rest = rest[..id];
        var name = rest[(rest.LastIndexOf('/') + 1)..];
        return name.Length > 0 && DefinitionSet.R4.FindType(name) is { IsResource: true } type && name.SequenceEqual(type.Name) ? type : null;
    }
}
