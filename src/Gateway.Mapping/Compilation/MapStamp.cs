using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Compilation;

/// <summary>Says in each resource of a result where it came from: <c>meta.source</c>, and the map that made it in an extension of ours.</summary>
internal static class MapStamp
{
    /// <summary>The extension of <c>meta</c> that holds the canonical and version of the map.</summary>
    public const string MappedBy = "https://health-justice.example/fhir/StructureDefinition/mapped-by";

    public static void Put(ElementDraft target, MapOrigin origin, string map)
    {
        if (target.Type.Name == "Bundle")
        {
            foreach (var entry in target.Drafts("entry"))
                foreach (var resource in entry.Drafts("resource"))
                    Put(resource, origin, map);
        }
        else if (target.Type.IsResource && target.Type.Find("meta") is { } element && element.Type.Find("source") is not null)
        {
            var meta = target.Last(element) ?? target.Add(element);
            meta.Remove("source");
            meta.AddText("source", origin.Uri);
            foreach (var earlier in meta.Drafts("extension").Where(e => e.TextOf("url") == MappedBy).ToArray())
                meta.Remove(earlier);
            meta.Add("extension").AddText("url", MappedBy).AddText("valueCanonical", map);
        }
    }
}
