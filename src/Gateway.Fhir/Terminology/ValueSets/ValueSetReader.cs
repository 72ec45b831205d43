using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Terminology.ValueSets;

/// <summary>Reads a ValueSet resource.</summary>
internal static class ValueSetReader
{
    private const string Extensions = "http://hl7.org/fhir/StructureDefinition/";

    public static ValueSet Read(Element resource)
    {
        var compose = resource["compose"].FirstOrDefault();
        var expansion = resource["expansion"].FirstOrDefault();
        return new ValueSet
        {
            Url = resource.ChildText("url") ?? "",
            Version = resource.ChildText("version") ?? "",
            Title = resource.ChildText("title") ?? resource.ChildText("name") ?? "",
            IsActiveOnly = !compose.IsNone && compose.ChildText("inactive") == "false",
            Includes = compose.IsNone ? [] : [.. compose["include"].Select(Part)],
            Excludes = compose.IsNone ? [] : [.. compose["exclude"].Select(Part)],
            Expansion = expansion.IsNone ? null : Members(expansion),
        };
    }

    /// <summary>The members of an expansion by system; null where it is a part only: a page, too costly, or of a set without end.</summary>
    internal static IReadOnlyList<ValueSetPart>? Members(Element expansion)
    {
        if (expansion["extension"].Any(e => e.ChildText("url") is Extensions + "valueset-toocostly" or Extensions + "valueset-unclosed" && e.ChildText("value") == "true"))
            return null;
        var members = new List<(string System, ListedConcept Concept)>();
        var found = 0;
        var open = new Stack<Element>(expansion["contains"].Reverse());
        while (open.TryPop(out var at))
        {
            found++;
            if (at.ChildText("code") is { } code && at.ChildText("abstract") != "true")
                members.Add((at.ChildText("system") ?? "", new ListedConcept(code, at.ChildText("display") ?? "")));
            foreach (var inner in at["contains"].Reverse())
                open.Push(inner);
        }

        return expansion.ChildText("offset") is not (null or "0") || (expansion.ChildText("total") is { } total && int.TryParse(total, out var count) && count > found)
            ? null
            : [.. members.GroupBy(m => m.System).Select(g => new ValueSetPart { System = g.Key, Concepts = [.. g.Select(m => m.Concept).DistinctBy(c => c.Code)] })];
    }

    private static ValueSetPart Part(Element part) => new()
    {
        System = part.ChildText("system") ?? "",
        Version = part.ChildText("version") ?? "",
        Concepts = [.. part["concept"].Where(c => c.ChildText("code") is not null).Select(c => new ListedConcept(c.ChildText("code")!, c.ChildText("display") ?? ""))],
        Filters = [.. part["filter"].Select(f => new ConceptFilter(f.ChildText("property") ?? "", f.ChildText("op") ?? "", f.ChildText("value") ?? ""))],
        ValueSets = [.. part["valueSet"].Select(v => v.Text).OfType<string>()],
    };
}
