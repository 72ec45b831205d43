using System.CommandLine;
using Gateway.Fhir;
using Gateway.Mapping.Catalog;
using Gateway.Mapping.Language;

namespace Gateway.Commands.Mapping;

/// <summary><c>gateway map convert</c>: a map between its text and a StructureMap.</summary>
internal static class MapConvert
{
    public static Command Create(Terminal terminal)
    {
        var map = new Argument<FileInfo>("map") { Description = "A map as text or as a StructureMap." }.AcceptExistingOnly();
        var to = new Option<string>("--to") { Description = "The form to write: text, or a StructureMap in json or xml.", Required = true }.AcceptOnlyFromAmong("text", "json", "xml");
        var convert = new Command("convert", "Convert a map between its text and a StructureMap.") { map, to };
        convert.SetAction(parsed => Convert(parsed.GetRequiredValue(map), parsed.GetRequiredValue(to), terminal));
        return convert;
    }

    private static int Convert(FileInfo file, string form, Terminal terminal)
    {
        var reading = ContentFile.TryReadBytes(file, ReadOptions.Strict.MaxBytes, out var bytes, out var fault) ? MapContent.Read(bytes) : MapReading.Refused([fault]);
        if (reading.Map is not { } map)
            return terminal.Refuse(file.Name, reading.Faults);
        if (form != "text")
            return ConvertCommand.Write(file.Name, MapResource.Write(map), form == "xml", isIndented: true, terminal);
        terminal.Out.Write(MapText.Write(map));
        return CommandLine.Done;
    }
}
