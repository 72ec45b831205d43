using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Gateway.Fhir.Paths.Compilation;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>
/// Regular expressions that cannot be made to hang: matched without backtracking, in time proportional to the text; a pattern that
/// needs backtracking (lookaround, back references) runs under a short time limit.
/// </summary>
internal static class Patterns
{
    private const int MaxCached = 500;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Singleline;
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(250);
    private static readonly ConcurrentDictionary<string, Regex> s_known = new(StringComparer.Ordinal);

    public static bool IsMatch(string text, string pattern, int position) => Guarded(pattern, position, regex => regex.IsMatch(text));

    public static string Replace(string text, string pattern, string with, int position) => Guarded(pattern, position, regex =>
    {
        if ((text.Length + 1L) * (with.Length + 1L) > 64 * 1024 * 1024)
            throw PathRun.TooLong(position);
        return regex.Replace(text, with);
    });

    private static T Guarded<T>(string pattern, int position, Func<Regex, T> use)
    {
        try
        {
            return use(Get(pattern, position));
        }
        catch (RegexMatchTimeoutException)
        {
            throw new PathAbortException(PathFaultKind.Budget, "The regular expression takes too long.", position);
        }
    }

    private static Regex Get(string pattern, int position)
    {
        if (s_known.TryGetValue(pattern, out var known))
            return known;
        Regex regex;
        try
        {
            regex = new Regex(pattern, Options | RegexOptions.NonBacktracking, s_limit);
        }
        catch (NotSupportedException)
        {
            regex = new Regex(pattern, Options, s_limit);
        }
        catch (ArgumentException)
        {
            throw PathRun.Fault("The regular expression is malformed.", position);
        }

        if (s_known.Count < MaxCached)
            s_known.TryAdd(pattern, regex);
        return regex;
    }
}
