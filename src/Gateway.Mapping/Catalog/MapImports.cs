using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Compilation;

namespace Gateway.Mapping.Catalog;

/// <summary>Finds the maps that maps import, also through others. An import that no loaded map answers is a fault.</summary>
internal static class MapImports
{
    public static void Resolve(IReadOnlyList<MapUnit> units)
    {
        foreach (var unit in units)
            foreach (var import in unit.Map.Imports)
                if (!units.Any(u => u != unit && MapUnit.IsMatch(import, u.Map.Url)))
                    unit.Faults.Add(FaultKind.Value, $"No map {import} is loaded.", default, "imports");
        foreach (var unit in units)
            unit.Visible = Reach(unit, units);
    }

    private static List<MapUnit> Reach(MapUnit start, IReadOnlyList<MapUnit> units)
    {
        List<MapUnit> reached = [start];
        for (var i = 0; i < reached.Count; i++)
            reached.AddRange(units.Where(u => !reached.Contains(u) && reached[i].Imports(u.Map.Url)));
        return reached;
    }
}
