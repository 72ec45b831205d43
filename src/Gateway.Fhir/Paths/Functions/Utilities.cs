using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>trace(), defineVariable() and the clock (FHIRPath 2.0, 5.9).</summary>
internal static class Utilities
{
    public static Function[] All { get; } =
    [
        new("trace", 1, 2, Trace),
        new("defineVariable", 1, 2, DefineVariable),
        new("now", 0, call => call.Result(run => run.Push(PathValue.Of(PathKind.DateTime, Moment(run.Now))), StaticType.Of(PathKind.DateTime))),
        new("today", 0, call => call.Result(run => run.Push(PathValue.Of(PathKind.Date, Day(run.Now))), StaticType.Of(PathKind.Date))),
        new("timeOfDay", 0, call => call.Result(run => run.Push(PathValue.Of(PathKind.Time, Clock(run.Now))), StaticType.Of(PathKind.Time))),
    ];

    private static Temporal Moment(DateTimeOffset now) =>
        new(Milliseconds(now.Ticks), TemporalPrecision.Second, 3, (short)now.Offset.TotalMinutes);

    private static Temporal Day(DateTimeOffset now) => new(now.Date.Ticks, TemporalPrecision.Day, 0, Temporal.NoOffset);

    private static Temporal Clock(DateTimeOffset now) => new(Milliseconds(now.TimeOfDay.Ticks), TemporalPrecision.Second, 3, Temporal.NoOffset);

    private static long Milliseconds(long ticks) => ticks - (ticks % TimeSpan.TicksPerMillisecond);

    private static Code Trace(Call call)
    {
        var name = call.Argument(0);
        var projection = call.Count == 2 ? call.Lambda(1) : null;
        return call.OnItems((run, mark) =>
        {
            if (run.Environment.Trace is not { } trace)
                return;
            var end = run.Top;
            var label = run.Text(name) ?? "";
            var items = new LambdaItems(run, mark);
            while (projection is not null && items.MoveNext())
                projection.Push(run);
            items.End();
            trace(label, projection is null ? run.Range(mark, end).ToArray() : run.From(end).ToArray());
            run.Top = end;
        }, call.Input.Type);
    }

    private static Code DefineVariable(Call call)
    {
        if (call.Argument(0).Constant is not { Kind: PathKind.String } constant)
            throw call.Fault("defineVariable() takes the name as a literal string.");
        var name = constant.String;
        if (call.Scope.Variables.ContainsKey(name) || name is "context" or "resource" or "rootResource" or "ucum" or "sct" or "loinc")
            throw call.Fault($"%{name} is defined already.");
        var value = call.Count == 2 ? call.Compiler.Compile(call.Syntax(1), call.Scope.Inside(call.Input.Type)) : null;
        var scope = call.Scope with { Variables = call.Scope.Variables.Add(name, value?.Type ?? call.Input.Type) };
        return new Code(run =>
        {
            var mark = run.Top;
            call.Input.Push(run);
            var end = run.Top;
            var (oldThis, oldIndex) = (run.This, run.Index);
            if (end - mark == 1)
                run.This = run[mark];
            value?.Push(run);
            (run.This, run.Index) = (oldThis, oldIndex);
            run.Variables ??= [];
            run.Variables[name] = value is null ? run.Copy(mark, end, call.Position) : run.Copy(end, run.Top, call.Position);
            run.Top = end;
        }, call.Input.Type, scope, call.Position);
    }
}
