using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>Functions on numbers (FHIRPath 2.0, 5.7). What leaves the range of the type gives nothing.</summary>
internal static class Mathematics
{
    public static Function[] All { get; } =
    [
        new("abs", 0, call => OnNumber(call, StaticType.Unknown with { IsMany = false }, static value => value.Kind switch
        {
            PathKind.Quantity => PathValue.Of(value.Quantity with { Value = Math.Abs(value.Quantity.Value) }),
            PathKind.Decimal => PathValue.Of(Math.Abs(value.Number)),
            PathKind.Long => PathValue.Of(checked(Math.Abs(value.Whole))),
            _ => PathValue.Of(checked((int)Math.Abs(value.Whole))),
        }, allowsQuantity: true)),
        new("ceiling", 0, call => OnNumber(call, StaticType.Integer, static value => Whole(value, decimal.Ceiling(value.Number)))),
        new("floor", 0, call => OnNumber(call, StaticType.Integer, static value => Whole(value, decimal.Floor(value.Number)))),
        new("truncate", 0, call => OnNumber(call, StaticType.Integer, static value => Whole(value, decimal.Truncate(value.Number)))),
        new("round", 0, 1, Round),
        new("exp", 0, call => OnNumber(call, StaticType.Of(PathKind.Decimal), static value => From(Math.Exp((double)value.Number)))),
        new("ln", 0, call => OnNumber(call, StaticType.Of(PathKind.Decimal), static value => From(Math.Log((double)value.Number)))),
        new("sqrt", 0, call => OnNumber(call, StaticType.Of(PathKind.Decimal), static value => From(Math.Sqrt((double)value.Number)))),
        new("log", 1, call => WithNumber(call, static (value, @base) => From(Math.Log((double)value.Number, (double)@base.Number)))),
        new("power", 1, call => WithNumber(call, Power)),
    ];

    private static Code OnNumber(Call call, StaticType type, Func<PathValue, PathValue> work, bool allowsQuantity = false)
    {
        if (call.Input.Type.CannotBe(PathKind.Integer, PathKind.Long, PathKind.Decimal, PathKind.Quantity))
            throw call.Fault($"{call.Name}() works on numbers.");
        return call.OnValue((_, value) => Guarded(call, value, allowsQuantity, () => work(value)), type);
    }

    private static Code WithNumber(Call call, Func<PathValue, PathValue, PathValue> work)
    {
        var argument = call.Argument(0);
        return call.OnValue((run, value) => !run.Single(argument, out var other) ? default
            : other.IsNumber ? Guarded(call, value, false, () => work(value, other))
            : throw PathRun.Fault($"{call.Name}() takes a number.", call.Position), StaticType.Unknown with { IsMany = false });
    }

    private static PathValue Guarded(Call call, in PathValue value, bool allowsQuantity, Func<PathValue> work)
    {
        if (!value.IsNumber && !(allowsQuantity && value.Kind == PathKind.Quantity))
            throw PathRun.Fault($"{call.Name}() works on numbers, not on a {value.TypeName}.", call.Position);
        try
        {
            return work();
        }
        catch (OverflowException)
        {
            return default;
        }
    }

    private static Code Round(Call call)
    {
        var precision = call.Count == 1 ? call.Argument(0) : null;
        return call.OnValue((run, value) =>
        {
            var digits = precision is null ? 0 : run.Integer(precision) ?? 0;
            if (digits is < 0 or > 28)
                throw PathRun.Fault("round() takes 0 to 28 digits.", call.Position);
            return Guarded(call, value, true, () => value.Kind == PathKind.Quantity
                ? PathValue.Of(value.Quantity with { Value = decimal.Round(value.Quantity.Value, digits, MidpointRounding.AwayFromZero) })
                : value.Kind == PathKind.Decimal ? PathValue.Of(decimal.Round(value.Number, digits, MidpointRounding.AwayFromZero)) : value);
        }, StaticType.Unknown with { IsMany = false });
    }

    private static PathValue Power(PathValue value, PathValue exponent)
    {
        if (value.Kind == PathKind.Integer && exponent is { Kind: PathKind.Integer, Whole: >= 0 and <= 1024 })
        {
            var result = 1L;
            for (var i = 0; i < exponent.Whole; i++)
                result = checked((int)(result * value.Whole));
            return PathValue.Of((int)result);
        }

        return From(Math.Pow((double)value.Number, (double)exponent.Number));
    }

    private static PathValue Whole(in PathValue original, decimal value) => original.Kind == PathKind.Decimal ? PathValue.Of(decimal.ToInt32(value)) : original;

    private static PathValue From(double value) => double.IsFinite(value) ? PathValue.Of((decimal)value) : default;
}
