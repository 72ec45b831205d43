using System.CommandLine;
using Gateway.Fhir.Definitions.File;

namespace Gateway.Commands;

/// <summary><c>gateway definitions</c>: compiles the conformance resources of a FHIR release into the file that the kernel embeds.</summary>
internal static class DefinitionsCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The unpacked package, such as node_modules/hl7.fhir.r4.examples." }.AcceptExistingOnly();
        var output = new Argument<FileInfo>("output") { Description = "The file to write, such as src/Gateway.Fhir/Definitions/r4.definitions." };
        var command = new Command("definitions", "Compile a FHIR release's conformance resources into one compact file of facts.") { folder, output };
        command.SetAction(parsed => Compile(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(output), terminal));
        return command;
    }

    private static int Compile(DirectoryInfo folder, FileInfo output, Terminal terminal)
    {
        var compiler = new DefinitionCompiler();
        foreach (var pattern in new[] { "StructureDefinition-*.json", "SearchParameter-*.json", "ValueSet-*.json", "CodeSystem-*.json" })
        {
            foreach (var file in folder.EnumerateFiles(pattern).OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                try
                {
                    compiler.Add(File.ReadAllBytes(file.FullName));
                }
                catch (FormatException e)
                {
                    return terminal.Refuse(file.Name, e.Message);
                }
            }
        }

        using (var stream = output.Create())
            compiler.Write(stream);
        output.Refresh();
        terminal.Out.WriteLine($"{compiler.TypeCount} types, {compiler.ProfileCount} profiles and extensions, {compiler.SearchParameterCount} search parameters, {compiler.ValueSetCount} value sets, {compiler.CodeSystemCount} code systems: {output.Length} bytes.");
        return CommandLine.Done;
    }
}
