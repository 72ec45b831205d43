using Gateway.Mapping.Catalog;

namespace Gateway.Mapping.Tests.Maps;

/// <summary>The maps of the repository, loaded once.</summary>
internal static class LoadedMaps
{

    public static DirectoryInfo Folder { get; } = new(Path.Combine(TestFolders.Repository, "mappings"));

    public static DirectoryInfo Models { get; } = new(Path.Combine(TestFolders.Repository, "profiles"));

    private static readonly Lazy<MapCatalog> s_catalog = new(() => MapCatalog.Of(new CatalogContent().AddMaps(Folder).AddModels(Models), ProfileDemand.Declared));

    public static MapCatalog Catalog => s_catalog.Value;
}
