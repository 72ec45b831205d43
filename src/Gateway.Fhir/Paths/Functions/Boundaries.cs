using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Units;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>
/// lowBoundary(), highBoundary(), precision() and comparable() (FHIRPath 3.0 ballot, 5.7 and 5.9). A precision counts decimals for
/// numbers and digits for dates and times: 4 a year, 6 a month, 8 a day, 17 a moment in milliseconds; for times of day 2 to 9.
/// </summary>
internal static class Boundaries
{
    private const int MaxDecimals = 28;
    private const int DefaultDecimals = 8;

    public static Function[] All { get; } =
    [
        new("lowBoundary", 0, 1, call => Boundary(call, isHigh: false)),
        new("highBoundary", 0, 1, call => Boundary(call, isHigh: true)),
        new("precision", 0, call => call.OnValue((_, value) => Precision(value) is { } digits ? PathValue.Of(digits)
            : throw PathRun.Fault($"A {value.TypeName} has no precision.", call.Position), StaticType.Integer)),
        new("comparable", 1, call =>
        {
            var other = call.Argument(0);
            return call.Result(run => run.Single(call.Input, out var l) & run.Single(other, out var r)
                && Equality.AsQuantity(l) is { } left && Equality.AsQuantity(r) is { } right
                ? Quantities.AreComparable(left, right) ? Truth.True : Truth.False : Truth.Empty);
        }),
    ];

    private static Code Boundary(Call call, bool isHigh)
    {
        var precision = call.Count == 1 ? call.Argument(0) : null;
        return call.OnValue((run, value) =>
        {
            var digits = precision is null ? null : run.Integer(precision);
            return value.Kind switch
            {
                PathKind.Integer or PathKind.Long or PathKind.Decimal => Number(value.Number, digits ?? DefaultDecimals, isHigh) is { } number ? PathValue.Of(number) : default,
                PathKind.Quantity => Number(value.Quantity.Value, digits ?? DefaultDecimals, isHigh) is { } amount ? PathValue.Of(value.Quantity with { Value = amount }) : default,
                PathKind.Date => Moment(value, digits ?? 8, isHigh),
                PathKind.DateTime => Moment(value, digits ?? 17, isHigh),
                PathKind.Time => TimeOfDay(value, digits ?? 9, isHigh),
                _ => throw PathRun.Fault($"A {value.TypeName} has no boundaries.", call.Position),
            };
        }, call.Input.Type.One());
    }

    private static decimal? Number(decimal value, int decimals, bool isHigh)
    {
        if (decimals is < 0 or > MaxDecimals)
            return null;
        try
        {
            var half = new decimal(5, 0, 0, false, (byte)Math.Min(value.Scale + 1, MaxDecimals));
            var unit = new decimal(1, 0, 0, false, (byte)decimals);

            // All the digits lie beyond the precision asked for: HL7's suite expects zero.
            var bound = Math.Abs(value) + half < unit && value != 0 ? 0 : isHigh ? value + half : value - half;
            var scaled = bound / unit;
            return ((isHigh ? decimal.Ceiling(scaled) : decimal.Floor(scaled)) * unit) + (unit - unit);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static PathValue Moment(in PathValue value, int digits, bool isHigh)
    {
        var given = value.Temporal;
        TemporalPrecision? wanted = digits switch
        {
            4 => TemporalPrecision.Year,
            6 => TemporalPrecision.Month,
            8 => TemporalPrecision.Day,
            10 => TemporalPrecision.Hour,
            12 => TemporalPrecision.Minute,
            14 or 17 => TemporalPrecision.Second,
            _ => null,
        };
        if (wanted is not { } precision || (value.Kind == PathKind.Date && precision > TemporalPrecision.Day))
            return default;
        var ticks = Moments.Truncate(isHigh ? End(given) : given.Ticks, precision);
        if (digits == 14)
            ticks -= ticks % TimeSpan.TicksPerSecond;
        var hasClock = precision >= TemporalPrecision.Hour;
        var offset = !hasClock ? Temporal.NoOffset : given.HasOffset ? given.Offset : (short)(isHigh ? -12 * 60 : 14 * 60);
        return PathValue.Of(value.Kind, new Temporal(Milliseconds(ticks), precision, digits == 17 ? (byte)3 : (byte)0, offset));
    }

    private static PathValue TimeOfDay(in PathValue value, int digits, bool isHigh)
    {
        TemporalPrecision? wanted = digits switch
        {
            2 => TemporalPrecision.Hour,
            4 => TemporalPrecision.Minute,
            6 or 9 => TemporalPrecision.Second,
            _ => null,
        };
        if (wanted is not { } precision)
            return default;
        var ticks = Moments.Truncate(isHigh ? End(value.Temporal) : value.Temporal.Ticks, precision);
        if (digits == 6)
            ticks -= ticks % TimeSpan.TicksPerSecond;
        return PathValue.Of(PathKind.Time, new Temporal(Milliseconds(ticks), precision, digits == 9 ? (byte)3 : (byte)0, Temporal.NoOffset));
    }

    // The last tick of the year, month, day, minute or second that is given. An hour without minutes ends with its first minute:
    // the specification prints @2014-01-01T08.highBoundary(17) as 08:00:59.999.
    private static long End(in Temporal given)
    {
        var length = given.Precision switch
        {
            TemporalPrecision.Year => new DateTime(given.Ticks) is var year && year.Year == 9999 ? TimeSpan.TicksPerDay * 365 : year.AddYears(1).Ticks - given.Ticks,
            TemporalPrecision.Month => TimeSpan.TicksPerDay * DateTime.DaysInMonth(new DateTime(given.Ticks).Year, new DateTime(given.Ticks).Month),
            TemporalPrecision.Day => TimeSpan.TicksPerDay,
            TemporalPrecision.Hour or TemporalPrecision.Minute => TimeSpan.TicksPerMinute,
            _ => given.FractionDigits == 0 ? TimeSpan.TicksPerSecond : 1,
        };
        return Math.Min(given.Ticks + length - 1, DateTime.MaxValue.Ticks);
    }

    private static long Milliseconds(long ticks) => ticks - (ticks % TimeSpan.TicksPerMillisecond);

    private static int? Precision(in PathValue value)
    {
        if (value.Kind is PathKind.Integer or PathKind.Long)
            return 0;
        if (value.Kind == PathKind.Decimal)
            return value.Number.Scale;
        if (!value.IsTemporal)
            return null;
        var moment = value.Temporal;
        var digits = moment.Precision switch
        {
            TemporalPrecision.Year => 4,
            TemporalPrecision.Month => 6,
            TemporalPrecision.Day => 8,
            TemporalPrecision.Hour => 10,
            TemporalPrecision.Minute => 12,
            _ => 14 + moment.FractionDigits,
        };
        return value.Kind == PathKind.Time ? digits - 8 : digits;
    }
}
