using Gateway.Fhir.Elements.Primitives;

namespace Gateway.Fhir.Search.Values;

/// <summary>The time that a date or dateTime covers, as precise as it was written (http://hl7.org/fhir/R4/search.html#date).</summary>
internal static class DateRanges
{
    /// <summary>First and last tick on the clock of UTC; what names no offset is taken in the zone.</summary>
    public static (long Low, long High) Of(in Temporal value, TimeZoneInfo zone)
    {
        var end = End(value);
        return (Utc(value.Ticks, value, zone), Utc(end - 1, value, zone));
    }

    /// <summary>The moment alone, as instants have it.</summary>
    public static (long Low, long High) Point(in Temporal value, TimeZoneInfo zone)
    {
        var at = Utc(value.Ticks, value, zone);
        return (at, at);
    }

    // The first tick after the value, on the wall clock.
    private static long End(in Temporal value)
    {
        var start = new DateTime(value.Ticks);
        var last = DateTime.MaxValue.Ticks + 1;
        return value.Precision switch
        {
            TemporalPrecision.Year => start.Year == 9999 ? last : start.AddYears(1).Ticks,
            TemporalPrecision.Month => start is { Year: 9999, Month: 12 } ? last : start.AddMonths(1).Ticks,
            TemporalPrecision.Day => value.Ticks + TimeSpan.TicksPerDay,
            TemporalPrecision.Hour => value.Ticks + TimeSpan.TicksPerHour,
            TemporalPrecision.Minute => value.Ticks + TimeSpan.TicksPerMinute,
            _ => value.Ticks + Fraction(value.FractionDigits),
        };
    }

    private static long Fraction(int digits)
    {
        var ticks = TimeSpan.TicksPerSecond;
        for (; digits > 0 && ticks > 1; digits--)
            ticks /= 10;
        return ticks;
    }

    private static long Utc(long wall, in Temporal value, TimeZoneInfo zone) =>
        value.HasOffset ? wall - (value.Offset * TimeSpan.TicksPerMinute)
        : ReferenceEquals(zone, TimeZoneInfo.Utc) ? wall
        : wall - zone.GetUtcOffset(new DateTime(Math.Clamp(wall, 0, DateTime.MaxValue.Ticks))).Ticks;
}
