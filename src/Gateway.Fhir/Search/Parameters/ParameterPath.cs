using Gateway.Fhir.Definitions;
using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Search.Parameters;

/// <summary>Expressions of search parameters, as R4 means them.</summary>
internal static class ParameterPath
{
    private const string Resolves = "resolve() is ";

    /// <summary>Compiles with <c>as</c> as a filter of collections, which is how R4's parameters use it. One of them names the type dateTime as FHIRPath does, and means FHIR's.</summary>
    public static PathCompilation Compile(string expression, TypeDefinition? type) =>
        CompiledPath.Compile(WithNamedTypes(expression.Replace("as(DateTime)", "as(dateTime)", StringComparison.Ordinal)), new PathOptions { Context = type, AsFilters = true });

    // A Reference that has only an identifier may say its type all the same: where(resolve() is Patient or type = 'Patient').
    private static string WithNamedTypes(string expression)
    {
        for (var at = expression.IndexOf(Resolves, StringComparison.Ordinal); at >= 0; at = expression.IndexOf(Resolves, at, StringComparison.Ordinal))
        {
            var start = at + Resolves.Length;
            var end = start;
            while (end < expression.Length && char.IsAsciiLetter(expression[end]))
                end++;
            var added = $" or type = '{expression[start..end]}'";
            expression = expression.Insert(end, added);
            at = end + added.Length;
        }

        return expression;
    }
}
