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
    private const int MaxPattern = 10_000;
    private const int Cost = 256;
    private const int MaxText = 16 * 1024 * 1024;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Singleline;
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(250);
    private static readonly ConcurrentDictionary<string, Regex> s_known = new(StringComparer.Ordinal);

    public static bool IsMatch(PathRun run, Regex regex, ReadOnlySpan<char> text, int position)
    {
        run.Work(position, Cost);
        try
        {
            return regex.IsMatch(text);
        }
        catch (Exception e) when (IsTooLong(e))
        {
            throw TooLong(position);
        }
    }

    public static string Replace(PathRun run, Regex regex, string text, string with, int position)
    {
        run.Work(position, Cost);

        // What is put in for one match may repeat the whole text ($_); what for all of them is counted as it grows.
        if ((text.Length + 1L) * (with.Length + 1L) > 4L * MaxText)
            throw PathRun.TooLong(position);
        try
        {
            return regex.IsMatch(text) ? Replaced(regex, text, with, position) : text;
        }
        catch (Exception e) when (IsTooLong(e))
        {
            throw TooLong(position);
        }
    }

    /// <summary>The pattern under the flags of the 3.0 ballot: i (letters of either case), m (^ and $ at line ends).</summary>
    public static string Flagged(PathRun run, Code? flags, string pattern)
    {
        if (flags is null || run.Text(flags) is not { Length: > 0 } given)
            return pattern;
        return given.AsSpan().ContainsAnyExcept("im") ? throw PathRun.Fault("The flags of a regular expression are i and m.", flags.Position) : $"(?{given}){pattern}";
    }

    /// <summary>The regular expression of that pattern; those that were met stay known.</summary>
    public static Regex Get(string pattern, int position)
    {
        if (s_known.TryGetValue(pattern, out var known))
            return known;
        if (pattern.Length > MaxPattern)
            throw new PathAbortException(PathFaultKind.Budget, $"The regular expression is longer than {MaxPattern} characters.", position);
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

    private static string Replaced(Regex regex, string text, string with, int position)
    {
        var left = MaxText;
        return regex.Replace(text, match =>
        {
            var made = match.Result(with);
            left -= made.Length;
            return left < 0 ? throw PathRun.TooLong(position) : made;
        });
    }

    private static bool IsTooLong(Exception e) => e is RegexMatchTimeoutException or InsufficientExecutionStackException;

    private static PathAbortException TooLong(int position) => new(PathFaultKind.Budget, "The regular expression takes too long.", position);
}
