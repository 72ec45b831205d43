using System.Diagnostics;
using System.Globalization;
using Gateway.Mapping.Catalog;

namespace Gateway.Benchmarks.Mapping;

/// <summary>Times the loading of all maps, ConceptMaps and models of the repository, once, in a process that did nothing before.</summary>
internal static class CatalogLoad
{
    public static void Print()
    {
        var watch = Stopwatch.StartNew();
        var maps = new CatalogContent().AddMaps(RepositoryMaps.Folder("mappings"));
        var mapsRead = watch.Elapsed;
        var content = maps.AddModels(RepositoryMaps.Folder("profiles"));
        var modelsRead = watch.Elapsed;
        var catalog = MapCatalog.Of(content, ProfileDemand.Declared);
        var compiled = watch.Elapsed;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{content.Maps.Count} maps, {content.ConceptMaps.Count} ConceptMaps, {content.Models.Count} models, {catalog.Faults.Count} faults: {compiled.TotalMilliseconds:F0} ms; maps read {mapsRead.TotalMilliseconds:F0} ms, models {(modelsRead - mapsRead).TotalMilliseconds:F0} ms, compiled {(compiled - modelsRead).TotalMilliseconds:F0} ms"));
    }
}
