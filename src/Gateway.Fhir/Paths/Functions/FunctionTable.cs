using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Syntax;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>All functions by name, each with how many arguments it takes and how it is compiled.</summary>
internal static class FunctionTable
{
    private static readonly Dictionary<string, Function> s_functions = new Function[][]
    {
        Existence.All, Filters.All, Subsets.All, Sets.All, Conversions.All, Strings.All, Codecs.All, Mathematics.All, Aggregates.All, Components.All, Periods.All, Navigation.All, Boundaries.All, FhirFunctions.All, Subsumption.All, NationalCodes.All, Utilities.All,
    }.SelectMany(f => f).ToDictionary(f => f.Name, StringComparer.Ordinal);

    public static Code Compile(PathCompiler compiler, CallNode node, Scope scope)
    {
        if (!s_functions.TryGetValue(node.Name, out var function))
            throw PathCompiler.Fault($"There is no function {node.Name}().", node.Position);
        if (node.Arguments.Count < function.Least || node.Arguments.Count > function.Most)
            throw PathCompiler.Fault($"{node.Name}() takes {Arguments(function)}.", node.Position);
        var input = node.Input is null ? PathCompiler.This(scope, node.Position) : compiler.Compile(node.Input, scope);
        return function.Compile(new Call(compiler, node, input));
    }

    private static string Arguments(Function function) =>
        function.Most == int.MaxValue ? $"at least {function.Least} arguments"
        : function.Least == function.Most ? function.Least switch { 0 => "no argument", 1 => "one argument", _ => $"{function.Least} arguments" }
        : $"{function.Least} to {function.Most} arguments";
}
