using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>Questions about a collection as a whole (FHIRPath 2.0, 5.1, and not() of 6.5).</summary>
internal static class Existence
{
    public static Function[] All { get; } =
    [
        new("empty", 0, call => call.Result(run => Count(run, call.Input) == 0 ? Truth.True : Truth.False)),
        new("exists", 0, 1, call => call.Count == 0
            ? call.Result(run => Count(run, call.Input) > 0 ? Truth.True : Truth.False)
            : Any(call, call.Lambda(0))),
        new("all", 1, call => Every(call, call.Lambda(0))),
        new("allTrue", 0, call => Booleans(call, isAll: true, sought: true)),
        new("anyTrue", 0, call => Booleans(call, isAll: false, sought: true)),
        new("allFalse", 0, call => Booleans(call, isAll: true, sought: false)),
        new("anyFalse", 0, call => Booleans(call, isAll: false, sought: false)),
        new("count", 0, call => call.Result(run => run.Push(PathValue.Of(Count(run, call.Input))), StaticType.Integer)),
        new("not", 0, call => call.Result(Operators.Not(call.Input.Test))),
        new("hasValue", 0, call => call.Result(run =>
        {
            var mark = run.Top;
            call.Input.Push(run);
            var has = run.Top - mark == 1 && (!run[mark].IsElement || run[mark].Element.HasValue);
            run.Top = mark;
            return has ? Truth.True : Truth.False;
        })),
    ];

    private static int Count(PathRun run, Code input)
    {
        var mark = run.Top;
        input.Push(run);
        var count = run.Top - mark;
        run.Top = mark;
        return count;
    }

    private static Code Any(Call call, Code criterion) => call.Result(run => Search(run, call.Input, criterion, Truth.True) ? Truth.True : Truth.False);

    private static Code Every(Call call, Code criterion) => call.Result(run =>
    {
        var mark = run.Top;
        call.Input.Push(run);
        var holds = true;
        var items = new LambdaItems(run, mark);
        while (holds && items.MoveNext())
            holds = criterion.Test(run) == Truth.True;
        items.End();
        run.Top = mark;
        return holds ? Truth.True : Truth.False;
    });

    private static bool Search(PathRun run, Code input, Code criterion, Truth sought)
    {
        var mark = run.Top;
        input.Push(run);
        var found = false;
        var items = new LambdaItems(run, mark);
        while (!found && items.MoveNext())
            found = criterion.Test(run) == sought;
        items.End();
        run.Top = mark;
        return found;
    }

    private static Code Booleans(Call call, bool isAll, bool sought) => call.Result(run =>
    {
        var mark = run.Top;
        call.Input.Push(run);
        var (all, any) = (true, false);
        for (var i = mark; i < run.Top; i++)
        {
            var value = PathRun.SystemValue(run[i], call.Position);
            if (value.Kind == PathKind.None)
                continue;
            if (value.Kind != PathKind.Boolean)
                throw PathRun.Fault($"{call.Name}() works on booleans.", call.Position);
            all &= value.Boolean == sought;
            any |= value.Boolean == sought;
        }

        run.Top = mark;
        return (isAll ? all : any) ? Truth.True : Truth.False;
    });
}
