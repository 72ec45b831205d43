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

    // The value is evaluated on the input as a whole: skip(1) in it skips an item of the input.
    private static Code DefineVariable(Call call)
    {
        var name = call.Argument(0);
        var literal = name.Constant is { Kind: PathKind.String } constant ? constant.String : null;
        if (literal is not null && (call.Scope.Variables.ContainsKey(literal) || literal is "context" or "resource" or "rootResource" or "ucum" or "sct" or "loinc"))
            throw call.Fault($"%{literal} is defined already.");
        var input = $"input of {call.Position}";
        var value = call.Count == 2 ? call.Compiler.Compile(call.Syntax(1), call.Scope.On(call.Input.Type, input)) : null;
        var scope = literal is null ? call.Scope : call.Scope with { Variables = call.Scope.Variables.Add(literal, value?.Type ?? call.Input.Type) };
        return new Code(run =>
        {
            var mark = run.Top;
            call.Input.Push(run);
            var end = run.Top;
            var items = run.Copy(mark, end, call.Position);
            run.Variables ??= [];
            run.Variables[input] = items;
            value?.Push(run);
            var values = value is null ? items : run.Copy(end, run.Top, call.Position);
            run.Top = end;
            var key = literal ?? PathVariables.Computed(run.Text(name) ?? throw PathRun.Fault("A variable needs a name.", call.Position));
            run.Variables[key] = values;
        }, call.Input.Type, scope, call.Position);
    }
}
