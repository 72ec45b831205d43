using System.Buffers;
using System.CommandLine;
using System.Text;
using Gateway.Fhir;
using Gateway.Fhir.Json;
using Gateway.Fhir.Xml;

namespace Gateway.Commands;

/// <summary><c>gateway convert</c>: a resource from one format into the other, or into a clean copy of its own.</summary>
internal static class ConvertCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file") { Description = "The resource, JSON or XML (told apart by content, not by name)." }.AcceptExistingOnly();
        var to = new Option<string>("--to") { Description = "The format to write: json or xml.", Required = true }.AcceptOnlyFromAmong("json", "xml");
        var isCompact = new Option<bool>("--compact") { Description = "Write without line breaks and indentation." };
        var isTolerant = new Option<bool>("--tolerant") { Description = "Read on past faults that leave the rest readable; they are printed as warnings." };
        var outcome = new Option<bool>("--outcome") { Description = "Print faults as one OperationOutcome." };
        var command = new Command("convert", "Convert a resource between FHIR's JSON and XML. Faults are printed, all of them, with their place.") { file, to, isCompact, isTolerant, outcome };
        command.SetAction(parsed => Convert(
            parsed.GetRequiredValue(file),
            parsed.GetRequiredValue(to) == "xml",
            !parsed.GetValue(isCompact),
            parsed.GetValue(isTolerant) ? ReadOptions.Tolerant : ReadOptions.Strict,
            terminal with { PrintsOutcome = parsed.GetValue(outcome) }));
        return command;
    }

    private static int Convert(FileInfo file, bool toXml, bool isIndented, ReadOptions options, Terminal terminal)
    {
        var read = ContentFile.Read(file, options);
        terminal.Report(file.Name, read.Faults);
        if (!read.IsRead)
            return CommandLine.ContentFaults;
        if (!toXml)
        {
            terminal.Out.WriteLine(FhirJson.ToText(read.Root, isIndented));
            return CommandLine.Done;
        }

        var xml = new ArrayBufferWriter<byte>();
        if (!FhirXml.TryWrite(read.Root, xml, out var fault, isIndented))
            return terminal.Refuse(file.Name, [fault]);
        terminal.Out.WriteLine(Encoding.UTF8.GetString(xml.WrittenSpan));
        return CommandLine.Done;
    }
}
