using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Language.Resources;

/// <summary>ConceptMaps inside a map are contained resources of its StructureMap. Displays, comments and the like have no form in the language.</summary>
internal static class ConceptMapResource
{
    public static void Write(ElementDraft resource, MapConceptMap map)
    {
        resource.AddExact("id", map.Id).AddText("status", "draft");
        foreach (var group in map.Groups)
        {
            var draft = resource.Add("group");
            draft.AddExact("source", group.Source.Length > 0 ? group.Source : null).AddExact("target", group.Target is "" ? null : group.Target);
            Rows(draft, group.Rows);
            if (group.Unmapped is { } unmapped)
                draft.Add("unmapped").AddText("mode", MapCodes.UnmappedModes.Of(unmapped.Mode))
                    .AddExact(unmapped.Mode == MapUnmappedMode.Fixed ? "code" : "url", unmapped.Value);
        }
    }

    public static MapConceptMap Read(Element resource, ResourceCursor cursor)
    {
        var groups = new ConceptGroups();
        foreach (var group in resource["group"])
        {
            var source = group.ChildText("source") ?? "";
            var target = group.ChildText("target") ?? "";
            foreach (var element in group["element"])
                foreach (var row in Rows(element, cursor))
                    groups.Add(source, row.Target is null ? null : target, row);
            foreach (var unmapped in group["unmapped"])
                groups.SetUnmapped(source, Unmapped(unmapped, cursor));
        }

        return new MapConceptMap(cursor.Required(resource, "id")) { Groups = groups.ToList() };
    }

    private static void Rows(ElementDraft group, MapList<MapConceptRow> rows)
    {
        ElementDraft? element = null;
        string? code = null;
        foreach (var row in rows)
        {
            // Rows of one code that follow each other are one element with several targets.
            if (element is null || code != row.Code)
                element = group.Add("element").AddExact("code", code = row.Code);
            element.Add("target").AddExact("code", row.Target).AddText("equivalence", MapCodes.Relations.Of(row.Relation));
        }
    }

    private static IEnumerable<MapConceptRow> Rows(Element element, ResourceCursor cursor)
    {
        var code = cursor.Required(element, "code");
        if (!element["target"].Any())
            yield return new MapConceptRow(code, MapConceptRelation.Unmatched, null);
        foreach (var target in element["target"])
        {
            var relation = cursor.Code(target, "equivalence", MapCodes.Relations) ?? MapConceptRelation.RelatedTo;
            var targetCode = target.Exact("code");
            if (targetCode is null && relation != MapConceptRelation.Unmatched)
                cursor.Fault(target, "A code that is matched names what it becomes.");
            if (target["dependsOn"].Any() || target["product"].Any())
                cursor.Fault(target, "What a translation depends on, and further products, have no form in a map.");
            yield return new MapConceptRow(code, relation, targetCode);
        }
    }

    private static MapUnmapped Unmapped(Element unmapped, ResourceCursor cursor)
    {
        var mode = cursor.Code(unmapped, "mode", MapCodes.UnmappedModes) ?? MapUnmappedMode.Provided;
        return new MapUnmapped(mode, mode switch
        {
            MapUnmappedMode.Fixed => cursor.Required(unmapped, "code"),
            MapUnmappedMode.OtherMap => cursor.Required(unmapped, "url"),
            _ => null,
        });
    }
}
