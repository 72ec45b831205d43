using System.Buffers;
using System.CommandLine;
using System.Text;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
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
        var definitions = new GivenDefinitions();
        definitions.AddTo(command);
        command.SetAction(parsed =>
        {
            var printing = terminal with { PrintsOutcome = parsed.GetValue(outcome) };
            if (definitions.From(parsed, printing) is not { } given)
                return CommandLine.ContentFaults;
            var source = parsed.GetRequiredValue(file);
            var read = ContentFile.Read(source, parsed.GetValue(isTolerant) ? ReadOptions.Tolerant : ReadOptions.Strict, given.Definitions, given.Type);
            printing.Report(source.Name, read.Faults);
            return read.IsRead ? Write(source.Name, read.Root, parsed.GetRequiredValue(to) == "xml", !parsed.GetValue(isCompact), printing) : CommandLine.ContentFaults;
        });
        return command;
    }

    /// <summary>Prints an element in the format that was asked for; what XML cannot hold is refused.</summary>
    public static int Write(string name, Element root, bool toXml, bool isIndented, Terminal terminal)
    {
        if (!toXml)
        {
            terminal.Out.WriteLine(FhirJson.ToText(root, isIndented));
            return CommandLine.Done;
        }

        var xml = new ArrayBufferWriter<byte>();
        if (!FhirXml.TryWrite(root, xml, out var fault, isIndented))
            return terminal.Refuse(name, [fault]);
        terminal.Out.WriteLine(Encoding.UTF8.GetString(xml.WrittenSpan));
        return CommandLine.Done;
    }
}
