using System.CommandLine;
using System.CommandLine.Parsing;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Paths;

namespace Gateway.Commands;

/// <summary><c>gateway fhirpath</c>: evaluates an expression on a file, or runs a suite of tests in the official format.</summary>
internal static class FhirPathCommand
{
    public static Command Create(Terminal terminal)
    {
        var expression = new Argument<string?>("expression") { Description = "The FHIRPath expression.", Arity = ArgumentArity.ZeroOrOne };
        var file = new Argument<FileInfo?>("file") { Description = "The resource to evaluate on, JSON or XML.", Arity = ArgumentArity.ZeroOrOne };
        var suite = new Option<FileInfo?>("--suite") { Description = "A file of tests in the format of HL7's tests-fhir-r4.xml, to run in place of an expression." };
        var inputs = new Option<DirectoryInfo?>("--inputs") { Description = "The folder of the files that the suite names as inputs (by default the suite's own)." };
        var isStrict = new Option<bool>("--strict") { Description = "Refuse paths that can never give anything, and conditions that are no booleans." };
        var command = new Command("fhirpath", "Evaluate a FHIRPath expression: one result a line, as type, tab, JSON.") { expression, file, isStrict, suite, inputs };
        command.Validators.Add(result => Check(result, suite, expression, file));
        var definitions = new GivenDefinitions();
        definitions.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(suite) is { } tests)
                return FhirPathSuite.Run(tests, parsed.GetValue(inputs) ?? tests.Directory!, terminal);
            if (definitions.From(parsed, terminal) is not { } given)
                return CommandLine.ContentFaults;
            var options = new PathOptions { IsStrict = parsed.GetValue(isStrict), Definitions = given.Definitions };
            return Evaluate(parsed.GetValue(expression)!, options, parsed.GetValue(file)!, given.Type, terminal);
        });
        return command;
    }

    private static void Check(CommandResult result, Option<FileInfo?> suite, Argument<string?> expression, Argument<FileInfo?> file)
    {
        var tests = result.GetValue(suite);
        var hasBoth = result.GetValue(expression) is not null && result.GetValue(file) is not null;
        if (tests is null && !hasBoth)
            result.AddError("Give an expression and a file, or --suite.");
        else if (tests is not null && result.GetValue(expression) is not null)
            result.AddError("Give an expression and a file, or --suite, not both.");
        else if (tests is not null ? !tests.Exists : !result.GetValue(file)!.Exists)
            result.AddError($"There is no file {(tests ?? result.GetValue(file)!).FullName}.");
    }

    private static int Evaluate(string expression, PathOptions options, FileInfo file, TypeDefinition? type, Terminal terminal)
    {
        // First on its own: a faulty expression is told even where the file is faulty too.
        if (CompiledPath.Compile(expression, options).Fault is { } malformed)
            return terminal.Refuse("expression", malformed.ToString());
        var read = ContentFile.Read(file, definitions: options.Definitions, type: type);
        terminal.Report(file.Name, read.Faults);
        if (!read.IsRead)
            return CommandLine.ContentFaults;
        var typed = CompiledPath.Compile(expression, options with { Context = read.Root.Type });
        if (typed.Path is null)
            return terminal.Refuse("expression", typed.Fault!.ToString());
        var result = typed.Path.Evaluate(read.Root, new PathEnvironment
        {
            Trace = (name, values) => terminal.Error.WriteLine($"trace {name}: {string.Join(", ", values.Select(PathValueJson.Of))}"),
        });
        if (result.Fault is { } fault)
            return terminal.Refuse("expression", fault.ToString());
        foreach (var value in result.Values)
            terminal.Out.WriteLine($"{value.TypeName}\t{PathValueJson.Of(value)}");
        return CommandLine.Done;
    }
}
