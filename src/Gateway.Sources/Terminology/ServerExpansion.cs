using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology.Expansion;

namespace Gateway.Sources.Terminology;

/// <summary>The concepts of an expansion that a server made, those inside each other in the order of the text.</summary>
internal static class ServerExpansion
{
    public static IReadOnlyList<ExpandedConcept> Concepts(Element expansion)
    {
        var concepts = new List<ExpandedConcept>();
        Add(expansion, concepts);
        return concepts;
    }

    private static void Add(Element holder, List<ExpandedConcept> concepts)
    {
        foreach (var contains in holder["contains"])
        {
            if (contains.ChildText("code") is { } code)
                concepts.Add(new ExpandedConcept(contains.ChildText("system") ?? "", code)
                {
                    Version = contains.ChildText("version") ?? "",
                    Display = contains.ChildText("display") ?? "",
                    IsAbstract = contains.ChildText("abstract") == "true",
                    IsInactive = contains.ChildText("inactive") == "true",
                });
            Add(contains, concepts);
        }
    }
}
