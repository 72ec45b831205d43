using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Units;

namespace Gateway.Fhir.Paths.Values;

/// <summary>The operators <c>+ - * / div mod</c> (FHIRPath 2.0, 6.6). What overflows or divides by zero is empty; what has no meaning is a fault.</summary>
internal static class Arithmetic
{
    private const int MaxText = 16 * 1024 * 1024;

    public static PathValue Apply(string op, in PathValue left, in PathValue right, int position)
    {
        try
        {
            if (left.IsNumber && right.IsNumber)
                return Numbers(op, left, right);
            if (left.IsTemporal && right.Kind == PathKind.Quantity && op is "+" or "-")
                return Shift(left, right.Quantity, op == "-" ? -1 : 1, position);
            if (left.Kind == PathKind.Quantity || right.Kind == PathKind.Quantity)
                return Quantity(op, left, right, position);
            if (op == "+" && left.Kind == PathKind.String && right.Kind == PathKind.String)
                return Join(left.String, right.String, position);
        }
        catch (OverflowException)
        {
            return default;
        }

        throw PathRun.Fault($"{op} does not join a {left.TypeName} and a {right.TypeName}.", position);
    }

    public static PathValue Join(string left, string right, int position) =>
        left.Length + right.Length > MaxText ? throw PathRun.TooLong(position) : PathValue.Of(left + right);

    /// <summary>The operand with its sign turned.</summary>
    public static PathValue Negate(in PathValue value, int position) => value.Kind switch
    {
        PathKind.Integer => value.Whole == int.MinValue ? default : PathValue.Of((int)-value.Whole),
        PathKind.Long => value.Whole == long.MinValue ? default : PathValue.Of(-value.Whole),
        PathKind.Decimal => PathValue.Of(-value.Number),
        PathKind.Quantity => PathValue.Of(value.Quantity with { Value = -value.Quantity.Value }),
        _ => throw PathRun.Fault($"A {value.TypeName} has no sign.", position),
    };

    private static PathValue Numbers(string op, in PathValue left, in PathValue right)
    {
        if (op is "/" or "div" or "mod" && right.Number == 0)
            return default;
        if (op == "/")
            return PathValue.Of(left.Number / right.Number);
        if (left.Kind == PathKind.Decimal || right.Kind == PathKind.Decimal)
        {
            return op switch
            {
                "+" => PathValue.Of(left.Number + right.Number),
                "-" => PathValue.Of(left.Number - right.Number),
                "*" => PathValue.Of(left.Number * right.Number),
                "div" => Whole(decimal.Truncate(left.Number / right.Number)),
                _ => PathValue.Of(left.Number % right.Number),
            };
        }

        var (l, r) = (left.Whole, right.Whole);
        var result = op switch
        {
            "+" => checked(l + r),
            "-" => checked(l - r),
            "*" => checked(l * r),
            "div" => r == -1 ? checked(-l) : l / r,
            _ => r == -1 ? 0 : l % r,
        };
        return left.Kind == PathKind.Long || right.Kind == PathKind.Long ? PathValue.Of(result) : PathValue.Of(checked((int)result));
    }

    private static PathValue Whole(decimal value) => PathValue.Of(decimal.ToInt32(value));

    private static PathValue Quantity(string op, in PathValue left, in PathValue right, int position)
    {
        if (Equality.AsQuantity(left) is not { } l || Equality.AsQuantity(right) is not { } r || op is "div" or "mod")
            throw PathRun.Fault($"{op} does not join a {left.TypeName} and a {right.TypeName}.", position);
        var result = op switch
        {
            "+" => Quantities.Add(l, r, 1),
            "-" => Quantities.Add(l, r, -1),
            "*" => Quantities.Multiply(l, r, 1),
            _ => Quantities.Multiply(l, r, -1),
        };
        return result is null ? default : PathValue.Of(result);
    }

    // Calendar words, and the UCUM units of fixed length up to a week; 'a' and 'mo' are no calendar years and months.
    private static PathValue Shift(in PathValue left, PathQuantity duration, int sign, int position)
    {
        var unit = duration.IsCalendar || Quantities.IsCalendarUnit(duration.Unit) ? Quantities.Unit(duration with { IsCalendar = true }) : duration.Unit;
        if (unit is not ("year" or "month" or "wk" or "d" or "h" or "min" or "s" or "ms"))
            throw PathRun.Fault($"A quantity in '{duration.Unit}' cannot be added to a date or time.", position);
        return Moments.Add(left.Temporal, left.Kind == PathKind.Time, duration.Value * sign, unit) is { } moved ? PathValue.Of(left.Kind, moved) : default;
    }
}
