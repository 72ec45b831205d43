using Gateway.Fhir.Elements;

namespace Gateway.Access.Labels;

/// <summary>Reads the labels that single elements of a resource bear (DS4P's inline labels).</summary>
public static class ResourceLabels
{
    private const string Inline = "http://hl7.org/fhir/uv/security-label-ds4p/StructureDefinition/extension-inline-sec-label";

    internal static ReadOnlySpan<byte> InlineUrl => "http://hl7.org/fhir/uv/security-label-ds4p/StructureDefinition/extension-inline-sec-label"u8;

    /// <summary>The elements that bear labels of their own, each with its FHIRPath.</summary>
    public static IReadOnlyList<LabelledElement> Parts(Element resource)
    {
        var parts = new List<LabelledElement>();
        Find(resource, resource.Definition.Name, parts);
        return parts;
    }

    private static void Find(Element element, string path, List<LabelledElement> parts)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var child in element.Children)
        {
            var at = child.Definition.IsArray ? $"{path}.{child.Name}[{Next(counts, child.Name)}]" : $"{path}.{child.Name}";
            if (child["extension"].Where(e => e.ChildText("url") == Inline).SelectMany(e => e["value"]).Select(Coded.Of).OfType<Coded>().ToList() is { Count: > 0 } labels)
                parts.Add(new LabelledElement(at, LabelSet.Of(labels)));
            Find(child, at, parts);
        }
    }

    private static int Next(Dictionary<string, int> counts, string name)
    {
        var count = counts.GetValueOrDefault(name);
        counts[name] = count + 1;
        return count;
    }
}
