using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Units;

/// <summary>Arithmetic and comparison of quantities (FHIRPath 2.0, 4.1.7 and 6: quantities compare when their units do).</summary>
internal static class Quantities
{
    private const decimal Rounding = 0.00000000000000000001m;

    private static readonly Dictionary<string, string> s_calendarUnits = new(StringComparer.Ordinal)
    {
        ["year"] = "year",
        ["years"] = "year",
        ["month"] = "month",
        ["months"] = "month",
        ["week"] = "wk",
        ["weeks"] = "wk",
        ["day"] = "d",
        ["days"] = "d",
        ["hour"] = "h",
        ["hours"] = "h",
        ["minute"] = "min",
        ["minutes"] = "min",
        ["second"] = "s",
        ["seconds"] = "s",
        ["millisecond"] = "ms",
        ["milliseconds"] = "ms",
    };

    public static bool IsCalendarUnit(string word) => s_calendarUnits.ContainsKey(word);

    /// <summary>Below, at or above 0; null when the units have nothing in common. What only the rounding of factors sets apart is equal.</summary>
    public static int? Compare(PathQuantity left, PathQuantity right) =>
        Common(left, right) is not var (l, r) ? null
        : Math.Abs(l - r) <= Math.Max(Math.Abs(l), Math.Abs(r)) * Rounding ? 0 : l.CompareTo(r);

    /// <summary>Brings two quantities to one unit; null when they have none in common, or in it a value that no decimal holds.</summary>
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
        try
        {
            var (leftValue, leftPower) = leftScale.ToBase(left.Value);
            var (rightValue, rightPower) = rightScale.ToBase(right.Value);
            return leftPower >= rightPower
                ? (leftValue * Power(leftPower - rightPower), rightValue)
                : (leftValue, rightValue * Power(rightPower - leftPower));
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The sum, in the finer unit of the two (FHIRPath 2.0, 6.6: 3 'm' + 3 'cm' is 303 'cm').</summary>
    public static PathQuantity? Add(PathQuantity left, PathQuantity right, int sign)
    {
        var (l, r) = (Unit(left), Unit(right));
        if (l == r)
            return left with { Value = left.Value + (sign * right.Value) };

        // Temperatures of different zero points have no sum.
        if (UcumParser.Parse(l) is { Offset: not 0 } || UcumParser.Parse(r) is { Offset: not 0 }
            || Common(left with { Value = 1 }, right with { Value = 1 }) is not var (leftSize, rightSize) || leftSize == 0 || rightSize == 0)
            return null;
        return leftSize <= rightSize
            ? left with { Value = left.Value + (sign * right.Value * rightSize / leftSize) }
            : right with { Value = (left.Value * leftSize / rightSize) + (sign * right.Value) };
    }

    public static PathQuantity? Multiply(PathQuantity left, PathQuantity right, int exponent)
    {
        if (exponent < 0 && right.Value == 0)
            return null;
        var value = exponent > 0 ? left.Value * right.Value : left.Value / right.Value;
        if (Unit(right) is "1" or "")
            return left with { Value = value };
        if (exponent > 0 && Unit(left) is "1" or "")
            return right with { Value = value };
        if (UcumParser.Parse(Unit(left)) is not { Offset: 0 } l || UcumParser.Parse(Unit(right)) is not { Offset: 0 } r)
            return null;
        var scale = l.Times(r, exponent);
        return new PathQuantity(value * scale.Factor * Power(scale.Power), scale.Dimensions.Length == 0 ? "1" : scale.Dimensions);
    }

    /// <summary>The quantity with UCUM's mean year or month for a calendar year or month.</summary>
    public static PathQuantity Definite(PathQuantity quantity) => Unit(quantity) switch
    {
        "year" => new PathQuantity(quantity.Value, "a"),
        "month" => new PathQuantity(quantity.Value, "mo"),
        _ => quantity,
    };

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
