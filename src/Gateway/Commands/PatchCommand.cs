using System.CommandLine;
using Gateway.Fhir;
using Gateway.Fhir.Patches;

namespace Gateway.Commands;

/// <summary><c>gateway patch</c>: changes a resource by a JSON Patch or a FHIRPath Patch, or runs a suite of cases.</summary>
internal static class PatchCommand
{
    private const int MaxBytes = 16 * 1024 * 1024;

    public static Command Create(Terminal terminal)
    {
        var patch = new Argument<FileInfo?>("patch") { Description = "A JSON Patch (an array of operations), or a FHIRPath Patch (Parameters, JSON or XML).", Arity = ArgumentArity.ZeroOrOne };
        var file = new Argument<FileInfo?>("file") { Description = "The resource to change, JSON or XML. It stays as it is.", Arity = ArgumentArity.ZeroOrOne };
        var suite = new Option<FileInfo?>("--suite") { Description = "A JSON file of cases (input, diff, output or error; or doc, patch, expected or error), to run in place of a patch." };
        var isXml = new Option<bool>("--xml") { Description = "Print the resource as XML." };
        var command = new Command("patch", "Apply a patch to a resource and print what comes out.") { patch, file, isXml, suite };
        command.Validators.Add(result =>
        {
            FileInfo?[] given = result.GetValue(suite) is { } cases ? [cases] : [result.GetValue(patch), result.GetValue(file)];
            if (given.Contains(null) || (result.GetValue(suite) is not null && result.GetValue(patch) is not null))
                result.AddError("Give a patch and a file, or --suite.");
            else if (given.FirstOrDefault(g => !g!.Exists) is { } absent)
                result.AddError($"There is no file {absent.FullName}.");
        });
        command.SetAction(parsed => parsed.GetValue(suite) is { } cases
            ? PatchSuite.Run(cases, terminal)
            : Apply(parsed.GetValue(patch)!, parsed.GetValue(file)!, parsed.GetValue(isXml), terminal));
        return command;
    }

    private static int Apply(FileInfo patch, FileInfo file, bool isXml, Terminal terminal)
    {
        if (!ContentFile.TryReadBytes(patch, MaxBytes, out var bytes, out var unread))
            return terminal.Refuse(patch.Name, [unread]);
        var parse = Parse(bytes);
        if (parse.Patch is null)
            return terminal.Refuse(patch.Name, parse.Faults);
        var read = ContentFile.Read(file);
        if (!read.IsRead)
            return terminal.Refuse(file.Name, read.Faults);
        var patched = parse.Patch.Apply(read.Root);
        return patched.IsRead ? ConvertCommand.Write(file.Name, patched.Root, isXml, isIndented: true, terminal) : terminal.Refuse(patch.Name, patched.Faults);
    }

    // A JSON Patch is an array, which no resource is.
    private static PatchParse Parse(byte[] bytes)
    {
        if (bytes.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("["u8))
            return JsonPatch.Read(bytes);
        var read = FhirContent.Read(bytes);
        return read.IsRead ? PathPatch.Read(read.Root) : new PatchParse(null, read.Faults);
    }
}
