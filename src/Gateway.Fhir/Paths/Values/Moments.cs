using Gateway.Fhir.Elements.Primitives;

namespace Gateway.Fhir.Paths.Values;

/// <summary>Dates and times against each other and against durations (FHIRPath 2.0, 6.1, 6.2 and 6.6.7).</summary>
internal static class Moments
{
    // More of any unit than the calendar holds, and far from what overflows.
    private const long MaxAmount = 400_000_000_000_000;

    /// <summary>Below, at or above 0; null when the coarser of the two, or a time zone that only one has, leaves it open.</summary>
    public static int? Compare(in Temporal left, in Temporal right)
    {
        var bothHaveClock = left.Precision >= TemporalPrecision.Hour && right.Precision >= TemporalPrecision.Hour;
        var (l, r) = (left.Ticks, right.Ticks);
        if (left.HasOffset != right.HasOffset && bothHaveClock)
            return DayApart(left, right);
        if (left.HasOffset && right.HasOffset)
            (l, r) = (left.UtcTicks, right.UtcTicks);
        if (left.Precision == right.Precision && (left.Precision == TemporalPrecision.Second || l == r))
            return l.CompareTo(r);
        var common = left.Precision < right.Precision ? left.Precision : right.Precision;
        var order = Truncate(l, common).CompareTo(Truncate(r, common));
        return order != 0 || left.Precision == right.Precision ? order : null;
    }

    /// <summary>The start of the unit that holds those ticks.</summary>
    public static long Truncate(long ticks, TemporalPrecision precision)
    {
        var unit = precision switch
        {
            TemporalPrecision.Hour => TimeSpan.TicksPerHour,
            TemporalPrecision.Minute => TimeSpan.TicksPerMinute,
            TemporalPrecision.Second => 1,
            _ => TimeSpan.TicksPerDay,
        };
        ticks -= ticks % unit;
        if (precision >= TemporalPrecision.Day)
            return ticks;
        var day = new DateTime(ticks);
        return new DateTime(day.Year, precision == TemporalPrecision.Year ? 1 : day.Month, 1).Ticks;
    }

    /// <summary>Adds a duration in calendar terms; null when the result leaves the years 1 to 9999. A duration finer than the value is cut to whole units of its precision.</summary>
    public static Temporal? Add(in Temporal value, bool isTime, decimal amount, string unit)
    {
        // Only whole units count; HL7's suite has it so for seconds too.
        var whole = (long)Math.Clamp(decimal.Truncate(amount), -MaxAmount, MaxAmount);
        var (months, ticks) = unit switch
        {
            "year" => (whole * 12, 0L),
            "month" => (whole, 0L),
            "wk" => (0L, Ticks(whole, TimeSpan.TicksPerDay * 7)),
            "d" => (0L, Ticks(whole, TimeSpan.TicksPerDay)),
            "h" => (0L, Ticks(whole, TimeSpan.TicksPerHour)),
            "min" => (0L, Ticks(whole, TimeSpan.TicksPerMinute)),
            "s" => (0L, Ticks(whole, TimeSpan.TicksPerSecond)),
            _ => (0L, Ticks(whole, TimeSpan.TicksPerMillisecond)),
        };
        if (isTime && months != 0)
            return null;
        switch (value.Precision)
        {
            case TemporalPrecision.Year:
                (months, ticks) = (((months / 12) + (ticks / (TimeSpan.TicksPerDay * 365))) * 12, 0);
                break;
            case TemporalPrecision.Month:
                (months, ticks) = (months + (ticks / (TimeSpan.TicksPerDay * 30)), 0);
                break;
            case TemporalPrecision.Day:
                ticks -= ticks % TimeSpan.TicksPerDay;
                break;
            case TemporalPrecision.Hour:
                ticks -= ticks % TimeSpan.TicksPerHour;
                break;
            case TemporalPrecision.Minute:
                ticks -= ticks % TimeSpan.TicksPerMinute;
                break;
        }

        return isTime ? Turn(value, ticks, unit == "ms") : Shift(value, months, ticks, unit == "ms");
    }

    private static Temporal? Shift(in Temporal value, long months, long ticks, bool hasMilliseconds)
    {
        if (Math.Abs(months) > 120_000)
            return null;
        try
        {
            var moved = new DateTime(value.Ticks).AddMonths((int)months).AddTicks(ticks);
            return value with { Ticks = moved.Ticks, FractionDigits = Digits(value, hasMilliseconds) };
        }
        catch (ArgumentOutOfRangeException)
        {
            // Before year 1 or after year 9999.
            return null;
        }
    }

    // The clock goes round: what lies past midnight is early again.
    private static Temporal Turn(in Temporal value, long ticks, bool hasMilliseconds)
    {
        var turned = (value.Ticks + (ticks % TimeSpan.TicksPerDay)) % TimeSpan.TicksPerDay;
        return value with { Ticks = turned < 0 ? turned + TimeSpan.TicksPerDay : turned, FractionDigits = Digits(value, hasMilliseconds) };
    }

    private static byte Digits(in Temporal value, bool hasMilliseconds) =>
        hasMilliseconds && value.Precision == TemporalPrecision.Second ? Math.Max(value.FractionDigits, (byte)3) : value.FractionDigits;

    private static long Ticks(long count, long each) =>
        Math.Abs(count) > DateTime.MaxValue.Ticks / each ? Math.Sign(count) * DateTime.MaxValue.Ticks : count * each;

    // Zones reach from -12 to +14 hours: what is further apart than that is ordered in any zone.
    private static int? DayApart(in Temporal left, in Temporal right) =>
        Math.Abs(left.UtcTicks - right.UtcTicks) > 26 * TimeSpan.TicksPerHour ? left.UtcTicks.CompareTo(right.UtcTicks) : null;
}
