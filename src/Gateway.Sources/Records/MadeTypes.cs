using Gateway.Mapping.Catalog;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Language;

namespace Gateway.Sources.Records;

/// <summary>The types of resource that a map makes, as it and the maps that it imports declare them.</summary>
internal static class MadeTypes
{
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
            if (structure.Mode is MapStructureMode.Target or MapStructureMode.Produced && catalog.Models.Find(structure.Url) is { IsResource: true, Name: not "Bundle" } type)
                types.Add(type.Name);
        foreach (var import in map.Imports)
            if (catalog.Find(import) is { } imported)
                Add(imported.Definition, catalog, types, seen);
    }
}
