using System.CommandLine;
using System.Text;
using System.Text.Unicode;
using Gateway.Fhir;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Language;

namespace Gateway.Commands;

/// <summary><c>gateway map</c>: maps of the FHIR Mapping Language. So far they are read and checked; running them is to come.</summary>
internal static class MapCommand
{
    public static Command Create(Terminal terminal)
    {
        var sources = new Argument<FileSystemInfo[]>("maps") { Description = "Maps as text (.map) or as StructureMap resources, or folders of them.", Arity = ArgumentArity.OneOrMore }.AcceptExistingOnly();
        var check = new Command("check", "Read maps and list all their faults.") { sources };
        check.SetAction(parsed => Check(parsed.GetRequiredValue(sources), terminal));

        var map = new Argument<FileInfo>("map") { Description = "A map as text or as a StructureMap." }.AcceptExistingOnly();
        var to = new Option<string>("--to") { Description = "The form to write: text, or a StructureMap in json or xml.", Required = true }.AcceptOnlyFromAmong("text", "json", "xml");
        var convert = new Command("convert", "Convert a map between its text and a StructureMap.") { map, to };
        convert.SetAction(parsed => Convert(parsed.GetRequiredValue(map), parsed.GetRequiredValue(to), terminal));
        return new Command("map", "Work with maps of the FHIR Mapping Language.") { check, convert };
    }

    private static int Convert(FileInfo file, string form, Terminal terminal)
    {
        var reading = Read(file);
        if (reading.Map is not { } map)
            return terminal.Refuse(file.Name, reading.Faults);
        if (form != "text")
            return ConvertCommand.Write(file.Name, MapResource.Write(map), form == "xml", isIndented: true, terminal);
        terminal.Out.Write(MapText.Write(map));
        return CommandLine.Done;
    }

    /// <summary>Reads one map, from text or from a StructureMap in JSON or XML, as its content says.</summary>
    private static MapReading Read(FileInfo file)
    {
        if (!ContentFile.TryReadBytes(file, ReadOptions.Strict.MaxBytes, out var bytes, out var fault))
            return MapReading.Refused([fault]);
        var start = bytes.AsSpan().TrimStart("\uFEFF \t\r\n"u8);
        if (!start.IsEmpty && start[0] is (byte)'{' or (byte)'<')
        {
            var read = FhirContent.Read(bytes);
            return !read.IsRead ? MapReading.Refused(read.Faults)
                : read.Root.Type.Name != "StructureMap" ? MapReading.Refused([new Fault(FaultKind.Structure, "The resource is no StructureMap.", "", 1, 1)])
                : MapResource.Read(read.Root);
        }

        return Utf8.IsValid(bytes)
            ? MapText.Read(Encoding.UTF8.GetString(bytes))
            : MapReading.Refused([new Fault(FaultKind.Structure, "The text is not UTF-8.", "", 0, 0)]);
    }

    private static int Check(FileSystemInfo[] sources, Terminal terminal)
    {
        var (maps, faults) = (0, 0);
        foreach (var file in sources.SelectMany(Files))
        {
            var reading = Read(file);
            terminal.Report(file.Name, reading.Faults);
            faults += reading.Faults.Count;
            maps++;
        }

        terminal.Out.WriteLine($"{maps} maps, {faults} faults");
        return faults == 0 ? CommandLine.Done : CommandLine.ContentFaults;
    }

    private static IEnumerable<FileInfo> Files(FileSystemInfo source) => source is DirectoryInfo folder
        ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(IsMap).OrderBy(f => f.FullName, StringComparer.Ordinal)
        : [(FileInfo)source];

    private static bool IsMap(FileInfo file) =>
        file.Extension == ".map" || (file.Extension is ".json" or ".xml" && file.Name.StartsWith("StructureMap-", StringComparison.Ordinal));
}
