using System.CommandLine;
using Gateway.Mapping.Catalog;

namespace Gateway.Commands.Mapping;

/// <summary><c>gateway map check</c>: loads maps, ConceptMaps and models as the gateway does when it starts, and lists everything that is wrong.</summary>
internal static class MapCheck
{
    public static Command Create(Terminal terminal)
    {
        var sources = new Argument<FileSystemInfo[]>("maps") { Description = "Maps (.map, StructureMap-*) or folders of them; all that the gateway carries when none is given.", Arity = ArgumentArity.ZeroOrMore }.AcceptExistingOnly();
        var catalog = new CatalogOptions();
        var lists = new Option<bool>("--list") { Description = "Also list what was loaded." };
        var check = new Command("check", "Load maps with all that they refer to, and list all faults.") { sources, lists };
        catalog.AddTo(check);
        check.SetAction(parsed => Check(parsed.GetValue(sources) ?? [], catalog.Content(parsed), catalog.Demand(parsed), parsed.GetValue(lists), terminal));
        return check;
    }

    // Maps that are given are checked with what is loaded beside them, which they may be newer copies of.
    private static int Check(FileSystemInfo[] sources, CatalogContent loaded, ProfileDemand demand, bool lists, Terminal terminal)
    {
        var content = sources.Length == 0 ? loaded : Given(sources);
        var (maps, conceptMaps) = (content.Maps.Count, content.ConceptMaps.Count);
        var others = sources.Length == 0 ? [] : loaded.Maps.Select(m => m.File).Concat(loaded.ConceptMaps.Select(c => c.File)).ToHashSet(StringComparer.Ordinal);
        var catalog = sources.Length == 0 ? MapCatalog.Of(loaded, demand) : MapCatalog.Of(content.AddMissing(loaded), ProfileDemand.Type);
        var faults = catalog.Faults.Where(f => !others.Contains(f.File)).ToArray();
        foreach (var fault in faults)
            terminal.Error.WriteLine($"{Shown(fault.File)}:{fault.Fault}");
        if (lists)
            List(catalog, terminal.Out);
        terminal.Out.WriteLine($"{maps} maps, {conceptMaps} ConceptMaps, {content.Models.Count} models, {faults.Length} faults");
        return faults.Length == 0 ? CommandLine.Done : CommandLine.ContentFaults;
    }

    private static string Shown(string file) =>
        Path.GetRelativePath(Environment.CurrentDirectory, file) is var path && path.StartsWith("..", StringComparison.Ordinal) ? file : path;

    private static CatalogContent Given(FileSystemInfo[] sources)
    {
        var content = new CatalogContent();
        foreach (var source in sources)
            if (source is DirectoryInfo folder)
                content.AddMaps(folder);
            else
                content.AddMap((FileInfo)source);
        return content;
    }

    private static void List(MapCatalog catalog, TextWriter output)
    {
        foreach (var map in catalog.Maps)
            output.WriteLine($"map        {map.Canonical} ({string.Join(", ", map.Sources.Select(t => t?.Name ?? "any"))} -> {string.Join(", ", map.Targets.Select(t => t?.Name ?? "any"))})");
        foreach (var conceptMap in catalog.ConceptMaps)
            output.WriteLine($"ConceptMap {conceptMap}");
        foreach (var name in catalog.Models.Definitions.Names.Where(_ => !ReferenceEquals(catalog.Models.Definitions, Fhir.Definitions.DefinitionSet.R4)))
            output.WriteLine($"model      {name}");
        foreach (var release in catalog.Models.Releases)
            output.WriteLine($"release    FHIR {release}");
    }
}
