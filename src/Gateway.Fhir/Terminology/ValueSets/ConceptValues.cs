using Gateway.Fhir.Terminology.Systems;

namespace Gateway.Fhir.Terminology.ValueSets;

/// <summary>The values that a concept has for the property of a filter: what every concept has, or what its system declares.</summary>
internal static class ConceptValues
{
    public static bool IsKnown(CodeSystem system, string property) =>
        property is "concept" or "code" or "display" or "parent" or "child" or "inactive" or "notSelectable" or "abstract"
        || system.PropertyCodes.Contains(property)
        || system.Concepts.Any(c => c.Properties.Any(p => p.Code == property));

    public static IEnumerable<string> Of(CodeSystem system, int index, string property)
    {
        var concept = system.Concepts[index];
        return property switch
        {
            "concept" or "code" => [concept.Code],
            "display" => concept.Display.Length == 0 ? [] : [concept.Display],
            "parent" => concept.Parents.Select(p => system.Concepts[p].Code),
            "child" => system.ChildrenOf(index).Select(c => system.Concepts[c].Code),
            "inactive" => [concept.IsInactive ? "true" : "false"],
            "notSelectable" or "abstract" => [concept.IsAbstract ? "true" : "false"],
            _ => concept.Properties.Where(p => p.Code == property).Select(p => p.Value),
        };
    }
}
