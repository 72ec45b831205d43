using Gateway.Fhir.Definitions;
using Gateway.Mapping.Catalog;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Language;

namespace Gateway.Sources.Records;

/// <summary>The types of resource that a map makes, as it and the maps that it imports declare them.</summary>
internal static class MadeTypes
{
    private const string Fhir = "http://hl7.org/fhir/StructureDefinition/";

    public static IReadOnlySet<string> Of(CompiledMap map, MapCatalog catalog)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Add(map.Definition, catalog, types, seen);
        return types;
    }

    private static void Add(MapDefinition map, MapCatalog catalog, HashSet<string> types, HashSet<string> seen)
    {
        if (!seen.Add(map.Url))
            return;
        foreach (var structure in map.Structures)
            if (structure.Mode is MapStructureMode.Target or MapStructureMode.Produced && structure.Url.StartsWith(Fhir, StringComparison.Ordinal)
                && structure.Url[Fhir.Length..] is not "Bundle" and var name && DefinitionSet.R4.FindType(name) is { IsResource: true })
                types.Add(name);
        foreach (var import in map.Imports)
            if (catalog.Find(import) is { } imported)
                Add(imported.Definition, catalog, types, seen);
    }
}
