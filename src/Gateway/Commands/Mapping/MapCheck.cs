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
        check.SetAction(parsed => Check(Add(catalog.Content(parsed), parsed.GetValue(sources) ?? []), parsed.GetValue(lists), terminal));
        return check;
    }

    private static CatalogContent Add(CatalogContent content, FileSystemInfo[] sources)
    {
        foreach (var source in sources)
            if (source is DirectoryInfo folder)
                content.AddMaps(folder);
            else
                content.AddMap((FileInfo)source);
        return content;
    }

    private static int Check(CatalogContent content, bool lists, Terminal terminal)
    {
        var catalog = MapCatalog.Of(content);
        foreach (var fault in catalog.Faults)
            terminal.Error.WriteLine($"{Path.GetRelativePath(Environment.CurrentDirectory, fault.File)}:{fault.Fault}");
        if (lists)
            List(catalog, terminal.Out);
        terminal.Out.WriteLine($"{content.Maps.Count} maps, {content.ConceptMaps.Count} ConceptMaps, {content.Models.Count} models, {catalog.Faults.Count} faults");
        return catalog.Faults.Count == 0 ? CommandLine.Done : CommandLine.ContentFaults;
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
