using System.Globalization;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Compilation;

/// <summary>Makes the Provenance of what a map made (http://hl7.org/fhir/R4/provenance.html).</summary>
public static class MapProvenance
{
    /// <summary>
    /// A Provenance whose targets are the resources of the result (in a Bundle, those of its entries), whose source is the record, and whose policy is
    /// the map that the resources name; null when nothing in the result can be referred to, or it does not say where it came from.
    /// </summary>
    /// <param name="target">A result of a run that was given its origin.</param>
    /// <param name="recorded">When the record was mapped.</param>
    /// <param name="agent">Who did it: a name for the gateway.</param>
    public static Element? Of(Element target, DateTimeOffset recorded, string agent)
    {
        var provenance = ElementDraft.New(DefinitionSet.R4.FindType("Provenance")!);
        var (source, map) = (default(string), default(string));
        foreach (var (reference, resource) in Resources(target))
        {
            provenance.Add("target").AddText("reference", reference);
            foreach (var meta in resource["meta"])
            {
                source ??= meta.ChildText("source");
                map ??= meta["extension"].Where(e => e.ChildText("url") == MapStamp.MappedBy).Select(e => e["value"].First().Text).FirstOrDefault();
            }
        }

        if (source is null || map is null)
            return null;
        provenance.AddText("recorded", recorded.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture)).AddText("policy", map);
        Code(provenance.Add("activity"), "http://terminology.hl7.org/CodeSystem/v3-DataOperation", "CREATE");
        var by = provenance.Add("agent");
        Code(by.Add("type"), "http://terminology.hl7.org/CodeSystem/provenance-participant-type", "assembler");
        by.Add("who").AddText("display", agent);
        var entity = provenance.Add("entity").AddText("role", "source");
        entity.Add("what").Add("identifier").AddText("value", source);
        return provenance.Build();
    }

    private static IEnumerable<(string Reference, Element Resource)> Resources(Element target)
    {
        if (target.Type.Name != "Bundle")
            return target.Type.IsResource && target.ChildText("id") is { } own ? [($"{target.Type.Name}/{own}", target)] : [];
        return from entry in target["entry"]
               from resource in entry["resource"]
               let reference = entry.ChildText("fullUrl") ?? (resource.ChildText("id") is { } id ? $"{resource.Type.Name}/{id}" : null)
               where reference is not null
               select (reference, resource);
    }

    private static void Code(ElementDraft concept, string system, string code) => concept.Add("coding").AddText("system", system).AddText("code", code);
}
