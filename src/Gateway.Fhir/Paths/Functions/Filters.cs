using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Syntax;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>Filtering, projection and iteration (FHIRPath 2.0, 5.2, and iif and aggregate).</summary>
internal static class Filters
{
    public static Function[] All { get; } =
    [
        new("where", 1, call => Where(call, call.Lambda(0))),
        new("select", 1, call => Select(call, call.Lambda(0))),
        new("repeat", 1, call => Repeat(call, call.Lambda(0), isDistinct: true)),
        new("repeatAll", 1, call => Repeat(call, call.Lambda(0), isDistinct: false)),
        new("ofType", 1, OfType),
        new("is", 1, call => call.Compiler.Type(new TypeNode(true, call.Syntax(0), Named(call), call.Position), call.Input)),
        new("as", 1, call => call.Compiler.Type(new TypeNode(false, call.Syntax(0), Named(call), call.Position), call.Input)),
        new("iif", 2, 3, Iif),
        new("aggregate", 1, 2, Aggregate),
        new("coalesce", 1, int.MaxValue, call =>
        {
            var options = Enumerable.Range(0, call.Count).Select(call.Argument).ToArray();
            return call.Result(run =>
            {
                var mark = run.Top;
                call.Input.Push(run);
                run.Top = mark;
                foreach (var option in options)
                {
                    option.Push(run);
                    if (run.Top > mark)
                        return;
                }
            }, options.Select(o => o.Type).Aggregate((l, r) => l.Or(r)));
        }),
    ];

    private static Code Where(Call call, Code criterion)
    {
        var (push, test) = (call.Input.Push, criterion.Test);
        return call.Result(run =>
        {
            var mark = run.Top;
            push(run);
            var kept = mark;
            var items = new LambdaItems(run, mark);
            while (items.MoveNext())
                if (test(run) == Truth.True)
                    run[kept++] = run.This;
            items.End();
            run.Top = kept;
        }, call.Input.Type);
    }

    private static Code Select(Call call, Code projection) => call.Result(run =>
    {
        var mark = run.Top;
        call.Input.Push(run);
        var end = run.Top;
        var items = new LambdaItems(run, mark);
        while (items.MoveNext())
            projection.Push(run);
        items.End();
        run.Remove(mark, end);
    }, call.Input.Type.IsMany || projection.Type.IsMany ? projection.Type.Many() : projection.Type);

    // Items found are projected in their turn; with repeat() each only once, which ends circles.
    private static Code Repeat(Call call, Code projection, bool isDistinct)
    {
        var type = projection.Type.IsKnown && !projection.Type.Fhir.Except(call.Input.Type.Fhir).Any() ? projection.Type.Many() : StaticType.Unknown;
        return call.Result(run =>
        {
            var mark = run.Top;
            call.Input.Push(run);
            var found = new List<PathValue>();
            var known = new HashSet<PathValue>(new ItemComparer(run, call.Position));
            var (oldThis, oldIndex) = (run.This, run.Index);
            var queue = new Queue<PathValue>(run.From(mark).ToArray());
            while (queue.TryDequeue(out var item))
            {
                run.Step(call.Position);
                run.Top = mark;
                (run.This, run.Index) = (item, 0);
                projection.Push(run);
                foreach (ref readonly var next in run.From(mark))
                {
                    if (isDistinct && !known.Add(next))
                        continue;
                    if (found.Count == PathRun.MaxItems)
                        throw PathRun.TooMany(call.Position);
                    found.Add(next);
                    queue.Enqueue(next);
                }
            }

            (run.This, run.Index) = (oldThis, oldIndex);
            run.Top = mark;
            foreach (var item in found)
                run.Push(item);
        }, type);
    }

    private static Code OfType(Call call)
    {
        var test = TypeTest.Resolve(Named(call), call.Compiler.Options.Definitions, call.Position);
        return call.OnItems((run, mark) => PathCompiler.Keep(run, mark, test), test.Narrow(call.Input.Type));
    }

    private static TypeName Named(Call call) => call.Syntax(0) switch
    {
        MemberNode { Input: null } type => new TypeName(null, type.Name),
        MemberNode { Input: MemberNode { Input: null } space } type => new TypeName(space.Name, type.Name),
        _ => throw call.Fault($"{call.Name}() takes the name of a type."),
    };

    private static Code Iif(Call call)
    {
        var criterion = call.Lambda(0);
        var then = call.Lambda(1);
        var otherwise = call.Count == 3 ? call.Lambda(2) : null;
        if (call.Compiler.Options.IsStrict && criterion.Type.CannotBe(PathKind.Boolean))
            throw call.Fault("The condition of iif() is a boolean.");
        var type = otherwise is null ? then.Type : then.Type.Or(otherwise.Type) with { IsMany = then.Type.IsMany || otherwise.Type.IsMany };
        return call.Result(run =>
        {
            var mark = run.Top;
            call.Input.Push(run);
            if (run.Top - mark > 1)
                throw PathRun.Fault("iif() takes one item as its input.", call.Position);
            var (oldThis, oldIndex) = (run.This, run.Index);
            if (run.Top > mark && call.HasInput)
                (run.This, run.Index) = (run[mark], 0);
            run.Top = mark;
            if (criterion.Test(run) == Truth.True)
                then.Push(run);
            else
                otherwise?.Push(run);
            (run.This, run.Index) = (oldThis, oldIndex);
        }, type);
    }

    private static Code Aggregate(Call call)
    {
        var start = call.Count == 2 ? call.Argument(1) : null;
        var scope = call.Scope.Inside(call.Input.Type.One()) with { Total = StaticType.Unknown };
        var step = call.Compiler.Compile(call.Syntax(0), scope);
        return call.Result(run =>
        {
            var mark = run.Top;
            call.Input.Push(run);
            var end = run.Top;
            var oldTotal = run.Total;
            start?.Push(run);
            run.Total = run.Copy(end, run.Top, call.Position);
            run.Top = end;
            var items = new LambdaItems(run, mark);
            while (items.MoveNext())
            {
                step.Push(run);
                run.Total = run.Copy(end, run.Top, call.Position);
                run.Top = end;
            }

            items.End();
            run.Top = mark;
            run.PushAll(run.Total, call.Position);
            run.Total = oldTotal;
        }, StaticType.Unknown);
    }
}
