using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>Makes tables of ConceptMaps: resources, and those inside maps. A code that has two targets is a fault.</summary>
internal static class ConceptTableReader
{
    // Rows that say what a code is not.
    private static bool IsMatch(string equivalence) => equivalence is not ("unmatched" or "disjoint");

    public static ConceptTable Read(Element conceptMap, List<Fault> faults)
    {
        var url = conceptMap.ChildText("url") ?? "";
        if (url.Length == 0)
            faults.Add(Fault("The ConceptMap has no url.", conceptMap));
        var groups = new List<ConceptTableGroup>();
        foreach (var group in conceptMap["group"])
        {
            var unmapped = group["unmapped"].FirstOrDefault();
            var table = new ConceptTableGroup(group.ChildText("source"), group.ChildText("target"));
            if (!unmapped.IsNone)
                table = WithUnmapped(table, url, unmapped.ChildText("mode") ?? "", unmapped.ChildText("code"), unmapped.ChildText("display"), unmapped.ChildText("url"));
            foreach (var element in group["element"])
                Add(table, url, element, groups, faults);
            groups.Add(table);
        }

        return new ConceptTable(url, groups);
    }

    public static ConceptTable Read(string mapUrl, MapConceptMap map, Action<string, MapPlace> onFault)
    {
        var url = $"{mapUrl}#{map.Id}";
        var groups = new List<ConceptTableGroup>();
        foreach (var group in map.Groups)
        {
            var table = new ConceptTableGroup(group.Source, group.Target);
            if (group.Unmapped is { } unmapped)
            {
                var mode = unmapped.Mode switch { MapUnmappedMode.Provided => "provided", MapUnmappedMode.Fixed => "fixed", _ => "other-map" };
                table = WithUnmapped(table, url, mode, unmapped.Value, null, unmapped.Value);
            }

            foreach (var row in group.Rows)
            {
                var isMatch = row.Relation is not (MapConceptRelation.Unmatched or MapConceptRelation.Disjoint);
                if (!table.Rows.TryAdd(row.Code, new ConceptRow(url, group.Source, row.Code, isMatch && row.Target is { } target ? new ConceptTarget(group.Target, target, null) : null)))
                    onFault($"The ConceptMap #{map.Id} has two rows for one code.", row.Place);
            }

            groups.Add(table);
        }

        return new ConceptTable(url, groups);
    }

    private static void Add(ConceptTableGroup table, string url, Element element, List<ConceptTableGroup> before, List<Fault> faults)
    {
        if (element.ChildText("code") is not { } code)
        {
            faults.Add(Fault("A row of the ConceptMap has no code.", element));
            return;
        }

        var targets = element["target"].Where(t => IsMatch(t.ChildText("equivalence") ?? "") && t.ChildText("code") is not null).ToArray();
        if (targets.Length > 1)
            faults.Add(Fault("The ConceptMap has two targets for one code, so that it cannot be used to translate.", targets[1]));
        var target = targets.Length == 0 ? null : new ConceptTarget(table.Target, targets[0].ChildText("code")!, targets[0].ChildText("display"));
        var isTwice = before.Any(g => g.Source == table.Source && g.Target == table.Target && g.Rows.ContainsKey(code));
        if (!table.Rows.TryAdd(code, new ConceptRow(url, table.Source, code, target)) || isTwice)
            faults.Add(Fault("The ConceptMap has two rows for one code.", element));
    }

    private static ConceptTableGroup WithUnmapped(ConceptTableGroup group, string conceptMap, string mode, string? code, string? display, string? other)
    {
        var isFixed = mode == "fixed" && code is not null;
        var target = isFixed ? new ConceptTarget(group.Target, code!, display) : null;
        return group with
        {
            Unmapped = isFixed ? ConceptUnmapped.Fixed : mode == "provided" ? ConceptUnmapped.Provided : mode == "other-map" && other is not null ? ConceptUnmapped.Other : ConceptUnmapped.Reported,
            Fixed = target,
            FixedRow = target is null ? null : new ConceptRow(conceptMap, group.Source, "(any other)", target),
            Other = other,
        };
    }

    private static Fault Fault(string message, Element at) =>
        new(FaultKind.Value, message, ElementPath.Of(at), at.Place.Line, at.Place.Column);
}
