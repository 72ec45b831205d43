using Gateway.Mapping.Catalog;

namespace Gateway.Commands.Mapping;

internal static class MapRunCommand
{
    public static int Run(string map, FileSystemInfo source, CatalogContent content, MapRunOptions options, Terminal terminal) => 0;
}
