using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>Collections as sets and bags (FHIRPath 2.0, 5.1 and 5.4, 6.5).</summary>
internal static class Sets
{
    private const int Few = 12;

    public static Function[] All { get; } =
    [
        new("distinct", 0, call => call.OnItems((run, mark) => Distinct(run, mark, call.Position), call.Input.Type)),
        new("isDistinct", 0, call => call.Result(run =>
        {
            var mark = run.Top;
            call.Input.Push(run);
            var count = run.Top - mark;
            Distinct(run, mark, call.Position);
            var isDistinct = run.Top - mark == count;
            run.Top = mark;
            return isDistinct ? Truth.True : Truth.False;
        })),
        new("union", 1, call =>
        {
            var other = call.Argument(0);
            return call.Result(Union(call.Input, other, call.Position), call.Input.Type.Or(other.Type));
        }),
        new("combine", 1, 2, call =>
        {
            var other = call.Argument(0);
            if (call.Count == 2 && call.Argument(1).Type.CannotBe(PathKind.Boolean))
                throw call.Fault("combine() takes a boolean that says whether order is kept, which it always is.");
            return call.Result(run =>
            {
                call.Input.Push(run);
                other.Push(run);
            }, call.Input.Type.Or(other.Type));
        }),
        new("intersect", 1, call => Against(call, call.Argument(0), isKept: true, isDistinct: true)),
        new("exclude", 1, call => Against(call, call.Argument(0), isKept: false, isDistinct: false)),
        new("subsetOf", 1, call => Within(call, call.Argument(0), isSubset: true)),
        new("supersetOf", 1, call => Within(call, call.Argument(0), isSubset: false)),
    ];

    public static PathPush Union(Code left, Code right, int position) => run =>
    {
        var mark = run.Top;
        left.Push(run);
        right.Push(run);
        Distinct(run, mark, position);
    };

    public static void Distinct(PathRun run, int mark, int position)
    {
        var kept = mark;
        var many = run.Top - mark > Few ? new HashSet<PathValue>(new ItemComparer(run, position)) : null;
        for (var i = mark; i < run.Top; i++)
        {
            var isNew = many?.Add(run[i]) ?? !Contains(run, mark, kept, run[i], position);
            if (isNew)
                run[kept++] = run[i];
        }

        run.Top = kept;
    }

    private static bool Contains(PathRun run, int from, int to, in PathValue item, int position)
    {
        for (var i = from; i < to; i++)
            if (Equality.OfItems(run, run[i], item, position) == Truth.True)
                return true;
        return false;
    }

    // Keeps the items of the input that are, or are not, in the other collection.
    private static Code Against(Call call, Code other, bool isKept, bool isDistinct) => call.Result(run =>
    {
        var mark = run.Top;
        call.Input.Push(run);
        var middle = run.Top;
        other.Push(run);
        var set = run.Top - middle > Few ? new HashSet<PathValue>(run.From(middle).ToArray(), new ItemComparer(run, call.Position)) : null;
        var kept = mark;
        for (var i = mark; i < middle; i++)
        {
            var isIn = set?.Contains(run[i]) ?? Contains(run, middle, run.Top, run[i], call.Position);
            if (isIn == isKept)
                run[kept++] = run[i];
        }

        run.Top = kept;
        if (isDistinct)
            Distinct(run, mark, call.Position);
    }, call.Input.Type);

    private static Code Within(Call call, Code other, bool isSubset) => call.Result(run =>
    {
        var mark = run.Top;
        call.Input.Push(run);
        var middle = run.Top;
        other.Push(run);
        var (part, partEnd, whole, wholeEnd) = isSubset ? (mark, middle, middle, run.Top) : (middle, run.Top, mark, middle);
        var isWithin = true;
        for (var i = part; i < partEnd && isWithin; i++)
            isWithin = Contains(run, whole, wholeEnd, run[i], call.Position);
        run.Top = mark;
        return isWithin ? Truth.True : Truth.False;
    });
}
