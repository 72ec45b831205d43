using System.CommandLine;
using Gateway.Fhir.Definitions.File;
using Gateway.Fhir.Terminology.File;

namespace Gateway.Commands;

/// <summary><c>gateway definitions</c>: compiles the conformance resources of a FHIR release into the file that the kernel embeds.</summary>
internal static class DefinitionsCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The unpacked package, such as node_modules/hl7.fhir.r4.examples." }.AcceptExistingOnly();
        var output = new Argument<FileInfo>("output") { Description = "The file to write, such as src/Gateway.Fhir/Definitions/r4.definitions." };
        var terminology = new Option<FileInfo?>("--terminology") { Description = "A second file to write, for the code systems and value sets of R4, such as src/Gateway.Fhir/Terminology/r4.terminology." };
        var command = new Command("definitions", "Compile a FHIR release's conformance resources into one compact file of facts.") { folder, output, terminology };
        command.SetAction(parsed => Compile(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(output), parsed.GetValue(terminology), terminal));
        return command;
    }

    private static int Compile(DirectoryInfo folder, FileInfo output, FileInfo? terminology, Terminal terminal)
    {
        var definitions = new DefinitionCompiler();
        var codes = new TerminologyCompiler();
        var faults = Each(folder, json => definitions.Add(json), "StructureDefinition-*.json", "SearchParameter-*.json");
        if (terminology is not null)
            faults = faults.Concat(Each(folder, codes.Add, "ValueSet-*.json", "CodeSystem-*.json", "Bundle-valueset-expansions.json"));
        foreach (var (file, message) in faults)
            return terminal.Refuse(file, message);

        Write(output, definitions.Write);
        terminal.Out.WriteLine($"{definitions.TypeCount} types, {definitions.ProfileCount} profiles and extensions, {definitions.SearchParameterCount} search parameters: {output.Length} bytes.");
        if (terminology is not null)
        {
            Write(terminology, stream => codes.Write(stream, definitions.RequiredValueSets));
            terminal.Out.WriteLine($"{codes.ValueSetCount} value sets, {codes.CodeSystemCount} code systems: {terminology.Length} bytes.");
        }

        return CommandLine.Done;
    }

    // Adds the files of those patterns; gives those that were refused, and why.
    private static IEnumerable<(string File, string Message)> Each(DirectoryInfo folder, Action<byte[]> add, params string[] patterns)
    {
        foreach (var file in patterns.SelectMany(p => folder.EnumerateFiles(p).OrderBy(f => f.Name, StringComparer.Ordinal)))
        {
            var message = "";
            try
            {
                add(File.ReadAllBytes(file.FullName));
            }
            catch (FormatException e)
            {
                message = e.Message;
            }

            if (message.Length > 0)
                yield return (file.Name, message);
        }
    }

    private static void Write(FileInfo file, Action<Stream> write)
    {
        using (var stream = file.Create())
            write(stream);
        file.Refresh();
    }
}
