using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Terminology.Maps;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>Makes tables of ConceptMaps: resources, and those inside maps. A code that has two targets is a fault.</summary>
internal static class ConceptTableReader
{
    public static ConceptTable Read(Element conceptMap, List<Fault> faults)
    {
        if (string.IsNullOrEmpty(conceptMap.ChildText("url")))
            faults.Add(Fault("The ConceptMap has no url.", conceptMap));
        var seen = new HashSet<(string? Source, string? Target, string Code)>();
        foreach (var group in conceptMap["group"])
            foreach (var element in group["element"])
                Check(group, element, seen, faults);
        return new ConceptTable(ConceptMapReader.Read(conceptMap));
    }

    public static ConceptTable Read(string mapUrl, MapConceptMap map, Action<string, MapPlace> onFault)
    {
        var url = $"{mapUrl}#{map.Id}";
        return new ConceptTable(new ConceptMap { Url = url, Groups = [.. map.Groups.Select(g => Group(url, map.Id, g, onFault))] });
    }

    private static ConceptMapGroup Group(string url, string id, MapConceptGroup group, Action<string, MapPlace> onFault)
    {
        var rows = new Dictionary<string, ConceptRow>(StringComparer.Ordinal);
        foreach (var row in group.Rows)
        {
            var isMatch = row.Relation is not (MapConceptRelation.Unmatched or MapConceptRelation.Disjoint);
            if (!rows.TryAdd(row.Code, new ConceptRow(url, group.Source, row.Code, isMatch && row.Target is { } target ? [new ConceptTarget(group.Target, target, null)] : [])))
                onFault($"The ConceptMap #{id} has two rows for one code.", row.Place);
        }

        var made = new ConceptMapGroup(group.Source, group.Target) { Rows = rows };
        if (group.Unmapped is not { } unmapped)
            return made;
        var mode = unmapped.Mode switch { MapUnmappedMode.Provided => "provided", MapUnmappedMode.Fixed => "fixed", _ => "other-map" };
        return ConceptMapReader.WithUnmapped(made, url, mode, unmapped.Value, null, unmapped.Value);
    }

    private static void Check(Element group, Element element, HashSet<(string? Source, string? Target, string Code)> seen, List<Fault> faults)
    {
        if (element.ChildText("code") is not { } code)
        {
            faults.Add(Fault("A row of the ConceptMap has no code.", element));
            return;
        }

        var targets = element["target"].Where(t => t.ChildText("equivalence") is not ("unmatched" or "disjoint") && t.ChildText("code") is not null).ToArray();
        if (targets.Length > 1)
            faults.Add(Fault("The ConceptMap has two targets for one code, so that it cannot be used to translate.", targets[1]));
        if (!seen.Add((group.ChildText("source"), group.ChildText("target"), code)))
            faults.Add(Fault("The ConceptMap has two rows for one code.", element));
    }

    private static Fault Fault(string message, Element at) =>
        new(FaultKind.Value, message, ElementPath.Of(at), at.Place.Line, at.Place.Column);
}
