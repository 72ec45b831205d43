using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Units;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>duration(), whole calendar periods between two moments, and difference(), the boundaries crossed between them (FHIRPath 3.0 ballot).</summary>
internal static class Periods
{
    public static Function[] All { get; } =
    [
        new("duration", 2, call => Between(call, static (from, to, unit) => unit is "year" or "month" ? Months(from, to) / (unit == "year" ? 12 : 1) : (to - from) / Length(unit))),
        new("difference", 2, call => Between(call, static (from, to, unit) => unit is "year" or "month" ? Boundary(to, unit) - Boundary(from, unit)
            : Math.DivRem(to + Shift(unit), Length(unit)).Quotient - Math.DivRem(from + Shift(unit), Length(unit)).Quotient)),
    ];

    private static Code Between(Call call, Func<long, long, string, long> count)
    {
        var (other, precision) = (call.Argument(0), call.Argument(1));
        return call.OnValue((run, value) =>
        {
            if (!run.Single(other, out var end) || run.Text(precision) is not { } word)
                return default;
            if (!value.IsTemporal || !end.IsTemporal || (value.Kind == PathKind.Time) != (end.Kind == PathKind.Time))
                throw PathRun.Fault($"{call.Name}() joins two dates or two times.", call.Position);
            if (!Quantities.IsCalendarUnit(word) || (value.Kind == PathKind.Time && Needed(Unit(word)) < TemporalPrecision.Hour))
                throw PathRun.Fault($"{call.Name}() takes the name of a calendar period that its values have.", precision.Position);
            var unit = Unit(word);
            if (value.Temporal.Precision < Needed(unit) || end.Temporal.Precision < Needed(unit))
                return default;
            var sameClock = Needed(unit) >= TemporalPrecision.Hour && value.Temporal.HasOffset && end.Temporal.HasOffset;
            var result = sameClock ? count(value.Temporal.UtcTicks, end.Temporal.UtcTicks, unit) : count(value.Temporal.Ticks, end.Temporal.Ticks, unit);
            return result is >= int.MinValue and <= int.MaxValue ? PathValue.Of((int)result) : default;
        }, StaticType.Integer);
    }

    private static string Unit(string word) => Quantities.Unit(new PathQuantity(1, word, IsCalendar: true));

    private static TemporalPrecision Needed(string unit) => unit switch
    {
        "year" => TemporalPrecision.Year,
        "month" => TemporalPrecision.Month,
        "wk" or "d" => TemporalPrecision.Day,
        "h" => TemporalPrecision.Hour,
        "min" => TemporalPrecision.Minute,
        _ => TemporalPrecision.Second,
    };

    private static long Length(string unit) => unit switch
    {
        "wk" => TimeSpan.TicksPerDay * 7,
        "d" => TimeSpan.TicksPerDay,
        "h" => TimeSpan.TicksPerHour,
        "min" => TimeSpan.TicksPerMinute,
        "s" => TimeSpan.TicksPerSecond,
        _ => TimeSpan.TicksPerMillisecond,
    };

    // Weeks begin on Sunday, and the first day of the calendar was a Monday.
    private static long Shift(string unit) => unit == "wk" ? TimeSpan.TicksPerDay : 0;

    private static long Boundary(long ticks, string unit) => new DateTime(ticks) is var day && unit == "year" ? day.Year : (day.Year * 12) + day.Month;

    private static long Months(long from, long to)
    {
        if (to < from)
            return -Months(to, from);
        var months = Boundary(to, "month") - Boundary(from, "month");
        return months > 0 && new DateTime(from).AddMonths((int)months).Ticks > to ? months - 1 : months;
    }
}
