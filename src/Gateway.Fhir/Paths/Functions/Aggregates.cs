using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>sum(), min(), max() and avg() (FHIRPath 3.0 ballot): as the operators + and &lt; have it, of nothing nothing.</summary>
internal static class Aggregates
{
    public static Function[] All { get; } =
    [
        Fold("sum", static (total, next, position) => Arithmetic.Apply("+", total, next, position)),
        Fold("min", static (total, next, position) => Order.Compare(next, total, position) is { } order ? order < 0 ? next : total : default),
        Fold("max", static (total, next, position) => Order.Compare(next, total, position) is { } order ? order > 0 ? next : total : default),
        new("avg", 0, call => call.OnItems((run, mark) =>
        {
            var count = run.Top - mark;
            var total = Total(run, mark, call.Position, static (sum, next, position) => Arithmetic.Apply("+", sum, next, position));
            if (total.Kind != PathKind.None && Arithmetic.Apply("/", total, PathValue.Of(count), call.Position) is { Kind: not PathKind.None } average)
                run.Push(average);
        }, StaticType.Unknown with { IsMany = false })),
    ];

    private static Function Fold(string name, Func<PathValue, PathValue, int, PathValue> step) => new(name, 0, call => call.OnItems((run, mark) =>
    {
        if (Total(run, mark, call.Position, step) is { Kind: not PathKind.None } total)
            run.PushMade(total, call.Position);
    }, call.Input.Type.One()));

    private static PathValue Total(PathRun run, int mark, int position, Func<PathValue, PathValue, int, PathValue> step)
    {
        var total = run.Top > mark ? PathRun.SystemValue(run[mark], position) : default;
        for (var i = mark + 1; i < run.Top && total.Kind != PathKind.None; i++)
        {
            run.Step(position);
            var next = PathRun.SystemValue(run[i], position);
            total = next.Kind == PathKind.None ? default : step(total, next, position);
            if (total.Kind == PathKind.String)
                run.Step(position, total.String.Length);
        }

        run.Top = mark;
        return total;
    }
}
