using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Units;

/// <summary>Arithmetic and comparison of quantities (FHIRPath 2.0, 4.1.7 and 6: quantities compare when their units do).</summary>
internal static class Quantities
{
    private static readonly Dictionary<string, string> s_calendarUnits = new(StringComparer.Ordinal)
    {
        ["year"] = "year", ["years"] = "year", ["month"] = "month", ["months"] = "month", ["week"] = "wk", ["weeks"] = "wk", ["day"] = "d", ["days"] = "d",
        ["hour"] = "h", ["hours"] = "h", ["minute"] = "min", ["minutes"] = "min", ["second"] = "s", ["seconds"] = "s", ["millisecond"] = "ms", ["milliseconds"] = "ms",
    };

    public static bool IsCalendarUnit(string word) => s_calendarUnits.ContainsKey(word);

    /// <summary>Brings two quantities to one unit; null when they have none in common.</summary>
    public static (decimal Left, decimal Right)? Common(PathQuantity left, PathQuantity right)
    {
        var (l, r) = (Unit(left), Unit(right));
        if (l == r)
            return (left.Value, right.Value);

        // A calendar year is 12 calendar months; neither is a number of days.
        if (l is "year" or "month" && r is "year" or "month")
            return (left.Value * (l == "year" ? 12 : 1), right.Value * (r == "year" ? 12 : 1));
        if (UcumParser.Parse(l) is not { } leftScale || UcumParser.Parse(r) is not { } rightScale || leftScale.Dimensions != rightScale.Dimensions)
            return null;
        var (leftValue, leftPower) = leftScale.ToBase(left.Value);
        var (rightValue, rightPower) = rightScale.ToBase(right.Value);
        return leftPower >= rightPower
            ? (leftValue * Power(leftPower - rightPower), rightValue)
            : (leftValue, rightValue * Power(rightPower - leftPower));
    }

    public static PathQuantity? Add(PathQuantity left, PathQuantity right, int sign)
    {
        if (Unit(left) == Unit(right))
            return left with { Value = left.Value + (sign * right.Value) };
        if (UcumParser.Parse(Unit(left)) is not { } scale || Common(left, right) is not var (l, r))
            return null;

        // The sum stands in the unit of the left operand.
        return scale.Offset != 0 || l == 0 ? null : left with { Value = left.Value + (sign * r * left.Value / l) };
    }

    public static PathQuantity? Multiply(PathQuantity left, PathQuantity right, int exponent)
    {
        if (UcumParser.Parse(Unit(left)) is not { Offset: 0 } l || UcumParser.Parse(Unit(right)) is not { Offset: 0 } r)
            return null;
        if (exponent < 0 && right.Value == 0)
            return null;
        var value = exponent > 0 ? left.Value * right.Value : left.Value / right.Value;
        if (r.Dimensions.Length == 0 && r is { Factor: 1, Power: 0 })
            return left with { Value = value };
        var scale = l.Times(r, exponent);
        return new PathQuantity(value * scale.Factor * Power(scale.Power), scale.Dimensions.Length == 0 ? "1" : scale.Dimensions);
    }

    /// <summary>True when the units measure the same thing.</summary>
    public static bool AreComparable(PathQuantity left, PathQuantity right) => Common(left with { Value = 1 }, right with { Value = 1 }) is not null;

    public static string Unit(PathQuantity quantity) => quantity.IsCalendar ? s_calendarUnits[quantity.Unit] : quantity.Unit;

    private static decimal Power(int power)
    {
        var result = 1m;
        for (var i = 0; i < Math.Abs(power); i++)
            result *= 10;
        return power < 0 ? 1 / result : result;
    }
}
