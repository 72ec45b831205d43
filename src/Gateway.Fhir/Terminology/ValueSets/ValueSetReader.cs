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
            IsExpansionWhole = !expansion.IsNone && IsWhole(expansion),
        };
    }

    private static ValueSetPart[] Members(Element expansion)
    {
        var members = new List<(string System, ListedConcept Concept)>();
        foreach (var at in Contained(expansion))
            if (at.ChildText("code") is { } code && at.ChildText("abstract") != "true")
                members.Add((at.ChildText("system") ?? "", new ListedConcept(code, at.ChildText("display") ?? "")));
        return [.. members.GroupBy(m => m.System).Select(g => new ValueSetPart { System = g.Key, Concepts = [.. g.Select(m => m.Concept).DistinctBy(c => c.Code)] })];
    }

    private static bool IsWhole(Element expansion) =>
        !expansion["extension"].Any(e => e.ChildText("url") is Extensions + "valueset-toocostly" or Extensions + "valueset-unclosed" && e.ChildText("value") == "true")
        && expansion.ChildText("offset") is null or "0"
        && (expansion.ChildText("total") is not { } total || !int.TryParse(total, out var count) || count <= Contained(expansion).Count());

    private static IEnumerable<Element> Contained(Element holder) => holder["contains"].SelectMany(c => Contained(c).Prepend(c));

    private static ValueSetPart Part(Element part) => new()
    {
        System = part.ChildText("system") ?? "",
        Version = part.ChildText("version") ?? "",
        Concepts = [.. part["concept"].Where(c => c.ChildText("code") is not null).Select(c => new ListedConcept(c.ChildText("code")!, c.ChildText("display") ?? ""))],
        Filters = [.. part["filter"].Select(f => new ConceptFilter(f.ChildText("property") ?? "", f.ChildText("op") ?? "", f.ChildText("value") ?? ""))],
        ValueSets = [.. part["valueSet"].Select(v => v.Text).OfType<string>()],
    };
}
