using System.Text;
using System.Text.RegularExpressions;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>Functions on strings (FHIRPath 2.0, 5.6, with those of the 3.0 ballot). Positions and lengths count UTF-16 units.</summary>
internal static class Strings
{
    private const int MaxText = 16 * 1024 * 1024;
    private const int MaxOnStack = 256;

    public static Function[] All { get; } =
    [
        new("length", 0, call => call.OnText((_, text) => PathValue.Of(text.Length), StaticType.Integer)),
        new("upper", 0, call => call.OnText((_, text) => PathValue.Of(text.ToUpperInvariant()), StaticType.String)),
        new("lower", 0, call => call.OnText((_, text) => PathValue.Of(text.ToLowerInvariant()), StaticType.String)),
        new("trim", 0, call => call.OnText((_, text) => PathValue.Of(text.Trim()), StaticType.String)),
        new("toChars", 0, ToChars),
        new("startsWith", 1, call => Test(call, static (text, part) => text.StartsWith(part, StringComparison.Ordinal), static (text, part) => text.StartsWith(part))),
        new("endsWith", 1, call => Test(call, static (text, part) => text.EndsWith(part, StringComparison.Ordinal), static (text, part) => text.EndsWith(part))),
        new("contains", 1, call => Test(call, static (text, part) => text.Contains(part, StringComparison.Ordinal), static (text, part) => text.IndexOf(part) >= 0)),
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

    private static Code With(Call call, Func<string, string, PathValue> work, StaticType type) => With(call, call.Argument(0), work, type);

    private static Code With(Call call, Code argument, Func<string, string, PathValue> work, StaticType type) =>
        call.OnText((run, text) => run.Text(argument) is { } part ? work(text, part) : default, type);

    private delegate bool BytesTest(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part);

    // A test with a literal, asked of the bytes of the tree where that can be.
    private static Code Test(Call call, Func<string, string, bool> work, BytesTest plain)
    {
        var argument = call.Argument(0);
        var general = With(call, argument, (text, part) => PathValue.Of(work(text, part)), StaticType.Boolean);
        if (argument.Constant is not { Kind: PathKind.String } constant || !PlainText.IsPlain(call.Input))
            return general;
        var part = Encoding.UTF8.GetBytes(constant.String);
        return call.Result(run =>
        {
            if (!PlainText.TryGet(run, call.Input, call.Position, out var text))
                return run.TestOf(general);
            run.Work(call.Position, text.Length / 16);
            return text.IsEmpty ? Truth.Empty : plain(text, part) ? Truth.True : Truth.False;
        });
    }

    private static Code WithTwo(Call call, Func<string, string, string, string> work)
    {
        var (first, second) = (call.Argument(0), call.Argument(1));
        return call.OnText((run, text) => run.Text(first) is { } a && run.Text(second) is { } b ? PathValue.Of(work(text, a, b)) : default, StaticType.String);
    }

    private static Code Match(Call call, Func<string, string> whole)
    {
        var pattern = Pattern(call, call.Argument(0), call.Count == 2 ? call.Argument(1) : null, whole);
        var general = call.OnText((run, text) => pattern(run) is { } regex ? PathValue.Of(Patterns.IsMatch(run, regex, text, call.Position)) : default, StaticType.Boolean);
        return !PlainText.IsPlain(call.Input) ? general : call.Result(run =>
        {
            if (!PlainText.TryGet(run, call.Input, call.Position, out var bytes) || bytes.Length > MaxOnStack)
                return run.TestOf(general);
            if (bytes.IsEmpty || pattern(run) is not { } regex)
                return Truth.Empty;
            run.Work(call.Position, bytes.Length / 16);
            Span<char> text = stackalloc char[MaxOnStack];
            return Patterns.IsMatch(run, regex, text[..Encoding.UTF8.GetChars(bytes, text)], call.Position) ? Truth.True : Truth.False;
        });
    }

    // A literal pattern is looked up once.
    private static Func<PathRun, Regex?> Pattern(Call call, Code pattern, Code? flags, Func<string, string> whole)
    {
        if (flags is not null || pattern.Constant is not { Kind: PathKind.String } constant)
            return run => run.Text(pattern) is { } text ? Patterns.Get(Patterns.Flagged(run, flags, whole(text)), call.Position) : null;
        Regex? known = null;
        return _ => known ??= Patterns.Get(whole(constant.String), call.Position);
    }

    private static Code ReplaceMatches(Call call)
    {
        var (pattern, with, flags) = (call.Argument(0), call.Argument(1), call.Count == 3 ? call.Argument(2) : null);
        var regex = Pattern(call, pattern, flags, static text => text);
        return call.OnText((run, text) => run.Text(pattern) is not { } p || run.Text(with) is not { } w ? default
            : PathValue.Of(p.Length > 0 && regex(run) is { } r ? Patterns.Replace(run, r, text, w, call.Position) : text), StaticType.String);
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
