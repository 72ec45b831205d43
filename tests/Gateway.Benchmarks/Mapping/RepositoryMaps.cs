using Gateway.Mapping.Catalog;
using Gateway.Mapping.Compilation;

namespace Gateway.Benchmarks.Mapping;

/// <summary>The maps, ConceptMaps and models of the repository, from beside the program.</summary>
internal static class RepositoryMaps
{
    private static readonly Lazy<MapCatalog> s_catalog = new(() => MapCatalog.Of(Content()));

    public static CompiledMap Find(string name) => s_catalog.Value.Find(name) ?? throw new InvalidOperationException(string.Join('\n', s_catalog.Value.Faults));

    public static byte[] Case(string path) => File.ReadAllBytes(Path.Combine(Folder("mappings").FullName, path));

    public static CatalogContent Content() => new CatalogContent().AddMaps(Folder("mappings")).AddModels(Folder("profiles"));

    public static DirectoryInfo Folder(string name) => new(Path.Combine(AppContext.BaseDirectory, name));
}
