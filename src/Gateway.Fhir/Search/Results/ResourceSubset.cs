using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Fhir.Search.Results;

/// <summary>
/// The part of a resource that <c>_summary</c> or <c>_elements</c> asks for (http://hl7.org/fhir/R4/search.html#summary). What was left out is told by the
/// tag SUBSETTED, so that nobody writes the rest over.
/// </summary>
public static class ResourceSubset
{
    private const string TagSystem = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
    private const string Tag = "SUBSETTED";
    private static readonly string[] s_always = ["id", "meta", "implicitRules"];

    /// <summary>The resource as the query wants it; the same one when it wants all of it.</summary>
    public static Element Of(Element resource, SearchQuery query)
    {
        if (query.Elements.Count > 0)
            return Keep(resource, e => s_always.Contains(e.Name) || query.Elements.Contains(e.Name) || e.Facts.Min > 0, false);
        return query.Summary switch
        {
            SummaryMode.True => Keep(resource, e => (e.Facts.Traits & ElementTraits.Summary) != 0, true),
            SummaryMode.Text => Keep(resource, e => s_always.Contains(e.Name) || e.Name == "text" || e.Facts.Min > 0, false),
            SummaryMode.Data => Keep(resource, e => e.Name != "text", false),
            _ => resource,
        };
    }

    private static Element Keep(Element resource, Func<ElementDefinition, bool> isKept, bool isDeep)
    {
        var draft = resource.Edit();
        Prune(draft, resource, isKept, isDeep);
        var meta = resource["meta"].FirstOrDefault();
        var kept = meta.IsNone ? draft.Add("meta") : draft.Edit(meta);
        if (meta.IsNone || !meta["tag"].Any(t => t.ChildText("code") == Tag))
            kept.Add("tag").AddText("system", TagSystem).AddText("code", Tag);
        return draft.Build();
    }

    private static void Prune(ElementDraft draft, Element element, Func<ElementDefinition, bool> isKept, bool isDeep)
    {
        foreach (var child in element.Children)
        {
            if (!isKept(child.Definition))
                draft.Remove(child);
            else if (isDeep && child.Type.IsNested)
                Prune(draft.Edit(child), child, isKept, isDeep);
        }
    }
}
