using System.Text.RegularExpressions;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Search.Parameters;

/// <summary>Expressions of search parameters, as R4 means them.</summary>
internal static partial class ParameterPath
{
    /// <summary>Compiles with <c>as</c> as a filter of collections, which is how R4's parameters use it.</summary>
    public static PathCompilation Compile(string expression, TypeDefinition? type) =>
        CompiledPath.Compile(Corrected(expression), new PathOptions { Context = type, AsFilters = true });

    // One parameter calls hasExtension(), which nothing defines, one names the type dateTime as FHIRPath does. A Reference that has only an
    // identifier may say its type all the same: where(resolve() is Patient or type = 'Patient').
    private static string Corrected(string expression)
    {
        expression = HasExtension().Replace(expression, "extension($1).exists()");
        expression = expression.Replace("as(DateTime)", "as(dateTime)", StringComparison.Ordinal);
        return ResolvesTo().Replace(expression, "$0 or type = '$1'");
    }

    [GeneratedRegex(@"hasExtension\(('[^']*')\)", RegexOptions.CultureInvariant)]
    private static partial Regex HasExtension();

    [GeneratedRegex(@"resolve\(\) is ([A-Za-z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex ResolvesTo();
}
