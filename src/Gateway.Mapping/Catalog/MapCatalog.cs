using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Terminology.Maps;
using Gateway.Mapping.Compilation;

namespace Gateway.Mapping.Catalog;

/// <summary>All maps that are loaded, compiled, with the ConceptMaps and models that they use. Never changes.</summary>
public sealed class MapCatalog
{
    private readonly Dictionary<string, CompiledMap> _byUrl;

    private MapCatalog(ModelSet models, IReadOnlyList<CompiledMap> maps, IReadOnlyList<string> conceptMaps, IReadOnlyList<ConceptRow> rows, IReadOnlyList<CatalogFault> faults)
    {
        (Models, Maps, ConceptMaps, ConceptRows, Faults) = (models, maps, conceptMaps, rows, faults);
        _byUrl = maps.ToDictionary(m => m.Url, StringComparer.Ordinal);
    }

    public ModelSet Models { get; }

    /// <summary>The maps, sorted by URL. A map that is only imported is among them, as far as its first group says all its types.</summary>
    public IReadOnlyList<CompiledMap> Maps { get; }

    /// <summary>The URLs of the ConceptMaps.</summary>
    public IReadOnlyList<string> ConceptMaps { get; }

    /// <summary>The ConceptMaps that are files of their own, as resources.</summary>
    public IReadOnlyList<Element> ConceptMapResources { get; private init; } = [];

    /// <summary>Every row of every ConceptMap.</summary>
    public IReadOnlyList<ConceptRow> ConceptRows { get; }

    /// <summary>Everything that is wrong, file by file. A host does not run on a catalogue that has any.</summary>
    public IReadOnlyList<CatalogFault> Faults { get; }

    /// <summary>The map of that URL, or of that name when no other has it; null when there is none.</summary>
    public CompiledMap? Find(string urlOrName) =>
        _byUrl.TryGetValue(urlOrName, out var map) ? map : Maps.Where(m => m.Name == urlOrName).Take(2).ToArray() is [var only] ? only : null;

    /// <summary>Joins what was read: types are found, groups compiled, ConceptMaps made ready. All faults are listed, those of reading first.</summary>
    /// <param name="content">What was read.</param>
    /// <param name="demand">How far a map must say which profiles the resources keep that it makes.</param>
    public static MapCatalog Of(CatalogContent content, ProfileDemand demand = ProfileDemand.None)
    {
        var faults = new List<CatalogFault>(content.Faults);
        var models = ModelsOf(content, faults);
        var concepts = new ConceptCatalog(content, faults);
        var units = new List<(string File, MapUnit Unit)>();
        foreach (var (file, map) in content.Maps)
        {
            if (units.Find(u => u.Unit.Map.Url == map.Url) is { Unit: not null } other)
                faults.Add(new CatalogFault(file, new Fault(FaultKind.Value, $"The map {map.Url} is there already, in {Path.GetFileName(other.File)}.", "", 1, 1)));
            else
                units.Add((file, new MapUnit(map, models)));
        }

        MapImports.Resolve([.. units.Select(u => u.Unit)]);
        var compiler = new MapCompiler(concepts.Find);
        var maps = new List<CompiledMap>();
        foreach (var (_, unit) in units)
        {
            compiler.CompileAll(unit);
            unit.Types.Demand(demand, unit.Faults);
        }

        foreach (var (file, unit) in units.OrderBy(u => u.Unit.Map.Url, StringComparer.Ordinal))
        {
            faults.AddRange(unit.Faults.ToList().Distinct().Select(f => new CatalogFault(file, f)));
            if (!unit.Visible.Any(u => u.Faults.Any) && compiler.Start(unit) is { } map)
                maps.Add(map);
        }

        return new MapCatalog(models, maps, concepts.Urls, concepts.Rows, faults) { ConceptMapResources = [.. content.ConceptMaps.Select(c => c.ConceptMap)] };
    }

    private static ModelSet ModelsOf(CatalogContent content, List<CatalogFault> faults)
    {
        if (content.Models.Count == 0)
            return new ModelSet(DefinitionSet.R4, content.Releases, content.Profiles);
        try
        {
            var definitions = DefinitionSet.R4.With(content.Models);
            faults.AddRange(definitions.Check().Select(lack => new CatalogFault("models", new Fault(FaultKind.Value, lack, "", 0, 0))));
            return new ModelSet(definitions, content.Releases, content.Profiles);
        }
        catch (ArgumentException e)
        {
            faults.Add(new CatalogFault("models", new Fault(FaultKind.Value, e.Message, "", 0, 0)));
            return new ModelSet(DefinitionSet.R4, content.Releases, content.Profiles);
        }
    }
}
