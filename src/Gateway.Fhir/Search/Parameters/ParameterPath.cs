using System.Text.RegularExpressions;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Search.Parameters;

/// <summary>Expressions of search parameters, as R4 means them.</summary>
internal static partial class ParameterPath
{
    private static readonly char[] s_openings = ['(', ' '];

    /// <summary>
    /// Compiles the alternatives of an expression one by one, with <c>as</c> as a filter of collections, which is how R4's parameters use it. Those that start
    /// with another type are left out; joining the others with | would compare each item with each for nothing. Null when one cannot be compiled.
    /// </summary>
    public static IReadOnlyList<CompiledPath>? Compile(string expression, TypeDefinition? type)
    {
        var options = new PathOptions { Context = type, AsFilters = true };
        var paths = new List<CompiledPath>();
        foreach (var alternative in Alternatives(Corrected(expression)))
        {
            if (type is not null && IsOfOther(alternative, type))
                continue;
            if (CompiledPath.Compile(alternative, options).Path is not { } path)
                return null;
            paths.Add(path);
        }

        return paths;
    }

    private static bool IsOfOther(string alternative, TypeDefinition type)
    {
        var start = alternative.TrimStart(s_openings);
        var length = start.TakeWhile(char.IsAsciiLetter).Count();
        return length > 0 && char.IsAsciiLetterUpper(start[0]) && type.Set.FindType(start[..length]) is { IsResource: true } named && !type.Is(named.Name);
    }

    private static IEnumerable<string> Alternatives(string expression)
    {
        var (start, depth, isQuoted) = (0, 0, false);
        for (var i = 0; i < expression.Length; i++)
        {
            isQuoted ^= expression[i] == '\'';
            if (isQuoted)
                continue;
            depth += expression[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (expression[i] != '|' || depth != 0)
                continue;
            yield return expression[start..i].Trim();
            start = i + 1;
        }

        yield return expression[start..].Trim();
    }

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
