using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Syntax;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>Parts of a collection by position, and sorting (FHIRPath 2.0, 5.3; sort() as the 3.0 ballot has it).</summary>
internal static class Subsets
{
    public static Function[] All { get; } =
    [
        new("first", 0, call => Ordered(call).OnItems((run, mark) => Slice(run, mark, 0, 1), call.Input.Type.One())),
        new("last", 0, call => Ordered(call).OnItems((run, mark) => Slice(run, mark, run.Top - mark - 1, 1), call.Input.Type.One())),
        new("tail", 0, call => Ordered(call).OnItems((run, mark) => Slice(run, mark, 1, int.MaxValue), call.Input.Type)),
        new("single", 0, call => call.OnItems((run, mark) =>
        {
            if (run.Top - mark > 1)
                throw PathRun.Fault("single() met several items.", call.Position);
        }, call.Input.Type.One())),
        new("skip", 1, call => Part(Ordered(call), isSkip: true)),
        new("take", 1, call => Part(Ordered(call), isSkip: false)),
        new("sort", 0, int.MaxValue, Sort),
    ];

    private static Call Ordered(Call call)
    {
        call.Compiler.CheckOrder(call.Input, $"{call.Name}()", call.Position);
        return call;
    }

    private static Code Part(Call call, bool isSkip)
    {
        var number = call.Argument(0);
        return call.OnItems((run, mark) =>
        {
            var count = run.Integer(number) ?? 0;
            if (isSkip)
                Slice(run, mark, count, int.MaxValue);
            else
                Slice(run, mark, 0, count);
        }, call.Input.Type);
    }

    private static void Slice(PathRun run, int mark, int skip, int take)
    {
        var count = run.Top - mark;
        skip = Math.Clamp(skip, 0, count);
        take = Math.Clamp(take, 0, count - skip);
        run.Top = mark + skip + take;
        run.Remove(mark, mark + skip);
    }

    private static Code Sort(Call call)
    {
        // A minus before a key turns the order round, whatever the type of the key.
        var keys = Enumerable.Range(0, call.Count).Select(i => call.Syntax(i) is SignNode { IsMinus: true } minus
            ? (Code: call.Compiler.Compile(minus.Operand, call.Scope.Inside(call.Input.Type.One())), Sign: -1)
            : (Code: call.Lambda(i), Sign: 1)).ToArray();
        if (keys.Length == 0)
            keys = [(PathCompiler.This(call.Scope.Inside(call.Input.Type.One()), call.Position), 1)];
        return call.OnItems((run, mark) =>
        {
            var rows = new List<(PathValue Item, PathValue[] Keys)>();
            var items = new LambdaItems(run, mark);
            while (items.MoveNext())
                rows.Add((run.This, [.. keys.Select(k => run.Single(k.Code, out var key) ? key : default)]));
            items.End();
            var at = mark;
            foreach (var row in Sorted(rows, (l, r) => Compare(run, keys, l, r, call.Position)))
                run[at++] = row;
        }, call.Input.Type with { IsUnordered = false });
    }

    private static PathValue[] Sorted(List<(PathValue Item, PathValue[] Keys)> rows, Comparison<PathValue[]> compare)
    {
        try
        {
            return [.. rows.OrderBy(r => r.Keys, Comparer<PathValue[]>.Create(compare)).Select(r => r.Item)];
        }
        catch (InvalidOperationException e) when (e.InnerException is PathAbortException abort)
        {
            // The library's sort wraps what its comparer throws.
            throw abort;
        }
    }

    private static int Compare(PathRun run, (Code Code, int Sign)[] keys, PathValue[] left, PathValue[] right, int position)
    {
        run.Step(position);
        for (var i = 0; i < keys.Length; i++)
        {
            // What has no key comes first, in either direction.
            var order = left[i].Kind == PathKind.None || right[i].Kind == PathKind.None
                ? (left[i].Kind == PathKind.None ? 0 : 1) - (right[i].Kind == PathKind.None ? 0 : 1)
                : (Order.Compare(left[i], right[i], position) ?? 0) * keys[i].Sign;
            if (order != 0)
                return order;
        }

        return 0;
    }
}
