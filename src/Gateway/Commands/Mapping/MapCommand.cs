using System.CommandLine;

namespace Gateway.Commands.Mapping;

/// <summary><c>gateway map</c>: runs maps on records, runs suites of maps, checks everything that is loaded, and converts maps between their forms.</summary>
internal static class MapCommand
{
    public static Command Create(Terminal terminal)
    {
        var map = new Argument<string?>("map") { Description = "The map: a file, or the name or URL of one that is loaded.", Arity = ArgumentArity.ZeroOrOne };
        var source = new Argument<FileSystemInfo>("source") { Description = "A file of one or many records (JSON, XML, CSV, by content), or a folder of such files.", Arity = ArgumentArity.ZeroOrOne }.AcceptExistingOnly();
        var suite = new Option<FileInfo>("--suite") { Description = "Run the suite of this manifest, in the format of HL7's structure-mapping tests." }.AcceptExistingOnly();
        var to = new Option<string>("--to") { Description = "The format to write: json, xml, or csv for logical models.", DefaultValueFactory = _ => "json" }.AcceptOnlyFromAmong("json", "xml", "csv");
        var output = new Option<DirectoryInfo?>("--out") { Description = "Write one file for each record into this folder; else all go to standard output." };
        var explains = new Option<bool>("--explain") { Description = "Show for each record which rule made each element." };
        var provenance = new Option<bool>("--provenance") { Description = "Also write a Provenance for each record." };
        var origin = new Option<string?>("--source") { Description = "The source's URI, which each resource then names in meta.source; the file's name when it is not given." };
        var catalog = new CatalogOptions();
        var command = new Command("map", "Run maps of the FHIR Mapping Language on records, and work with maps.") { map, source, suite, to, output, explains, provenance, origin };
        catalog.AddTo(command);
        command.Subcommands.Add(MapCheck.Create(terminal));
        command.Subcommands.Add(MapConvert.Create(terminal));
        command.SetAction(async (parsed, _) =>
        {
            if (parsed.GetValue(suite) is { } manifest)
                return MapSuite.Run(manifest, catalog.Content(parsed), terminal);
            if (parsed.GetValue(map) is not { } name || parsed.GetValue(source) is not { } records)
            {
                terminal.Error.WriteLine("Give a map and its source, or --suite. Try: gateway map --help");
                return CommandLine.WrongUsage;
            }

            if (parsed.GetValue(origin) is { } uri && !Uri.IsWellFormedUriString(uri, UriKind.Absolute))
            {
                terminal.Error.WriteLine("--source must be an absolute URI.");
                return CommandLine.WrongUsage;
            }

            var options = new MapRunOptions(parsed.GetRequiredValue(to), parsed.GetValue(output), parsed.GetValue(explains), parsed.GetValue(provenance), parsed.GetValue(origin));
            return await MapRunCommand.RunAsync(name, records, catalog.Content(parsed), options, terminal);
        });
        return command;
    }
}
