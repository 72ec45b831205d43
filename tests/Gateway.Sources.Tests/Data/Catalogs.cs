using Gateway.Mapping.Catalog;

namespace Gateway.Sources.Tests.Data;

/// <summary>The repository's own maps and models, loaded once.</summary>
internal static class Catalogs
{
    private static readonly Lazy<MapCatalog> s_own = new(() => MapCatalog.Of(new CatalogContent()
        .AddMaps(new DirectoryInfo(Path.Combine(TestFolders.Repository, "mappings")))
        .AddModels(new DirectoryInfo(Path.Combine(TestFolders.Repository, "profiles")))));

    public static MapCatalog Own => s_own.Value;
}
