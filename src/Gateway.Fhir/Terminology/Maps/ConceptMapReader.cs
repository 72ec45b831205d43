using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Terminology.Maps;

/// <summary>Reads a ConceptMap resource. Rows without a code are passed over; of two rows for one code in a group the first counts.</summary>
public static class ConceptMapReader
{
    public static ConceptMap Read(Element resource)
    {
        var url = resource.ChildText("url") ?? "";
        return new ConceptMap
        {
            Url = url,
            Version = resource.ChildText("version") ?? "",
            SourceSet = resource["source"].FirstOrDefault() is { IsNone: false } source ? source.Text ?? "" : "",
            TargetSet = resource["target"].FirstOrDefault() is { IsNone: false } target ? target.Text ?? "" : "",
            Groups = [.. resource["group"].Select(g => Group(url, g))],
        };
    }

    private static ConceptMapGroup Group(string url, Element group)
    {
        var (source, target) = (group.ChildText("source"), group.ChildText("target"));
        var rows = new Dictionary<string, ConceptRow>(StringComparer.Ordinal);
        foreach (var element in group["element"])
            if (element.ChildText("code") is { } code)
                rows.TryAdd(code, new ConceptRow(url, source, code, [.. element["target"].Where(t => t.ChildText("code") is not null || !IsMatch(t)).Select(t => Target(target, t))]));
        var made = new ConceptMapGroup(source, target) { Rows = rows };
        return group["unmapped"].FirstOrDefault() is { IsNone: false } unmapped ? WithUnmapped(made, url, unmapped) : made;
    }

    /// <summary>The group with what its <c>unmapped</c> says; one that lacks what its mode needs says nothing.</summary>
    public static ConceptMapGroup WithUnmapped(ConceptMapGroup group, string url, string mode, string? code, string? display, string? other) => mode switch
    {
        "provided" => group with { Unmapped = ConceptUnmapped.Provided },
        "fixed" when code is not null => group with
        {
            Unmapped = ConceptUnmapped.Fixed,
            Fixed = new ConceptRow(url, group.Source, "(any other)", [new ConceptTarget(group.Target, code, display) { Equivalence = "relatedto" }]),
        },
        "other-map" when other is not null => group with { Unmapped = ConceptUnmapped.Other, Other = other },
        _ => group,
    };

    private static ConceptMapGroup WithUnmapped(ConceptMapGroup group, string url, Element unmapped) =>
        WithUnmapped(group, url, unmapped.ChildText("mode") ?? "", unmapped.ChildText("code"), unmapped.ChildText("display"), unmapped.ChildText("url"));

    private static bool IsMatch(Element target) => target.ChildText("equivalence") is not ("unmatched" or "disjoint");

    private static ConceptTarget Target(string? system, Element target) => new(system, target.ChildText("code") ?? "", target.ChildText("display"))
    {
        Equivalence = target.ChildText("equivalence") ?? "equivalent",
        DependsOn = [.. target["dependsOn"].Select(Dependency)],
        Products = [.. target["product"].Select(Dependency)],
    };

    private static ConceptDependency Dependency(Element dependency) =>
        new(dependency.ChildText("property") ?? "", dependency.ChildText("system"), dependency.ChildText("value") ?? "");
}
