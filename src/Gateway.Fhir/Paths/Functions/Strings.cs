using System.Text.RegularExpressions;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>Functions on strings (FHIRPath 2.0, 5.6, with those of the 3.0 ballot). Positions and lengths count UTF-16 units.</summary>
internal static class Strings
{
    private const int MaxText = 16 * 1024 * 1024;

    public static Function[] All { get; } =
    [
        new("length", 0, call => call.OnText((_, text) => PathValue.Of(text.Length), StaticType.Integer)),
        new("upper", 0, call => call.OnText((_, text) => PathValue.Of(text.ToUpperInvariant()), StaticType.String)),
        new("lower", 0, call => call.OnText((_, text) => PathValue.Of(text.ToLowerInvariant()), StaticType.String)),
        new("trim", 0, call => call.OnText((_, text) => PathValue.Of(text.Trim()), StaticType.String)),
        new("toChars", 0, ToChars),
        new("startsWith", 1, call => With(call, static (text, part) => PathValue.Of(text.StartsWith(part, StringComparison.Ordinal)), StaticType.Boolean)),
        new("endsWith", 1, call => With(call, static (text, part) => PathValue.Of(text.EndsWith(part, StringComparison.Ordinal)), StaticType.Boolean)),
        new("contains", 1, call => With(call, static (text, part) => PathValue.Of(text.Contains(part, StringComparison.Ordinal)), StaticType.Boolean)),
        new("indexOf", 1, call => With(call, static (text, part) => PathValue.Of(text.IndexOf(part, StringComparison.Ordinal)), StaticType.Integer)),
        new("lastIndexOf", 1, call => With(call, static (text, part) => PathValue.Of(text.LastIndexOf(part, StringComparison.Ordinal)), StaticType.Integer)),
        new("substring", 1, 2, Substring),
        new("replace", 2, call => WithTwo(call, (text, pattern, with) => Replace(text, pattern, with, call.Position))),
        new("matches", 1, 2, call => Match(call, static pattern => pattern)),
        new("matchesFull", 1, 2, call => Match(call, static pattern => $"^(?:{pattern})\\z")),
        new("replaceMatches", 2, 3, ReplaceMatches),
        new("split", 1, Split),
        new("join", 0, 1, Join),
    ];

    private static Code With(Call call, Func<string, string, PathValue> work, StaticType type)
    {
        var argument = call.Argument(0);
        return call.OnText((run, text) => run.Text(argument) is { } part ? work(text, part) : default, type);
    }

    private static Code WithTwo(Call call, Func<string, string, string, string> work)
    {
        var (first, second) = (call.Argument(0), call.Argument(1));
        return call.OnText((run, text) => run.Text(first) is { } a && run.Text(second) is { } b ? PathValue.Of(work(text, a, b)) : default, StaticType.String);
    }

    private static Code Match(Call call, Func<string, string> whole)
    {
        var pattern = call.Argument(0);
        var flags = call.Count == 2 ? call.Argument(1) : null;
        return call.OnText((run, text) => run.Text(pattern) is { } p
            ? PathValue.Of(Patterns.IsMatch(run, text, Patterns.Flagged(run, flags, whole(p)), call.Position)) : default, StaticType.Boolean);
    }

    private static Code ReplaceMatches(Call call)
    {
        var (pattern, with, flags) = (call.Argument(0), call.Argument(1), call.Count == 3 ? call.Argument(2) : null);
        return call.OnText((run, text) => run.Text(pattern) is not { } p || run.Text(with) is not { } w ? default
            : PathValue.Of(p.Length == 0 ? text : Patterns.Replace(run, text, Patterns.Flagged(run, flags, p), w, call.Position)), StaticType.String);
    }

    private static Code Substring(Call call)
    {
        var start = call.Argument(0);
        var length = call.Count == 2 ? call.Argument(1) : null;
        return call.OnText((run, text) =>
        {
            if (run.Integer(start) is not { } from || from < 0 || from >= text.Length)
                return default;
            var count = length is null ? int.MaxValue : run.Integer(length) ?? int.MaxValue;
            return PathValue.Of(text.Substring(from, Math.Clamp(count, 0, text.Length - from)));
        }, StaticType.String);
    }

    // An empty pattern stands before, between and after all characters.
    private static string Replace(string text, string pattern, string with, int position)
    {
        var places = pattern.Length == 0 ? text.Length + 1 : text.Length / pattern.Length;
        if (text.Length + ((long)places * with.Length) > MaxText)
            throw PathRun.TooLong(position);
        return pattern.Length > 0 ? text.Replace(pattern, with, StringComparison.Ordinal) : with + string.Concat(text.Select(c => c + with));
    }

    private static Code ToChars(Call call) => call.OnItems((run, mark) =>
    {
        if (!run.Pop(mark, call.Position, out var value))
            return;
        var text = value.Kind == PathKind.String ? value.String : throw PathRun.Fault("toChars() works on strings.", call.Position);
        run.Step(call.Position, text.Length);
        foreach (var c in text)
            run.Push(PathValue.Of(c.ToString()));
    }, StaticType.String.Many());

    private static Code Split(Call call)
    {
        var separator = call.Argument(0);
        return call.OnItems((run, mark) =>
        {
            if (!run.Pop(mark, call.Position, out var value) || run.Text(separator) is not { } by)
                return;
            var text = value.Kind == PathKind.String ? value.String : throw PathRun.Fault("split() works on strings.", call.Position);
            run.Step(call.Position, text.Length);
            foreach (var part in by.Length == 0 ? text.Select(c => c.ToString()) : text.Split(by))
                run.Push(PathValue.Of(part));
        }, StaticType.String.Many());
    }

    private static Code Join(Call call)
    {
        var separator = call.Count == 1 ? call.Argument(0) : null;
        return call.OnItems((run, mark) =>
        {
            var parts = new List<string>();
            var length = 0L;
            foreach (ref readonly var item in run.From(mark))
            {
                var value = PathRun.SystemValue(item, call.Position);
                if (value.Kind == PathKind.None)
                    continue;
                parts.Add(value.Kind == PathKind.String ? value.String : throw PathRun.Fault("join() works on strings.", call.Position));
                length += parts[^1].Length;
            }

            run.Top = mark;
            var by = separator is null ? "" : run.Text(separator) ?? "";
            if (length + ((long)parts.Count * by.Length) > MaxText)
                throw PathRun.TooLong(call.Position);
            run.PushMade(PathValue.Of(string.Join(by, parts)), call.Position);
        }, StaticType.String);
    }
}
