using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>Parts of dates and times (FHIRPath 3.0 ballot): what the value does not have, or is no date or time, gives nothing.</summary>
internal static class Components
{
    public static Function[] All { get; } =
    [
        Part("yearOf", TemporalPrecision.Year, static moment => moment.Year),
        Part("monthOf", TemporalPrecision.Month, static moment => moment.Month),
        Part("dayOf", TemporalPrecision.Day, static moment => moment.Day),
        Part("hourOf", TemporalPrecision.Hour, static moment => moment.Hour),
        Part("minuteOf", TemporalPrecision.Minute, static moment => moment.Minute),
        Part("secondOf", TemporalPrecision.Second, static moment => moment.Second),
        new("millisecondOf", 0, call => call.OnValue((_, value) => value.IsTemporal && value.Temporal.FractionDigits > 0
            ? PathValue.Of(new DateTime(value.Temporal.Ticks).Millisecond) : default, StaticType.Integer)),
        new("timezoneOffsetOf", 0, call => call.OnValue((_, value) => value.Kind == PathKind.DateTime && value.Temporal.HasOffset
            ? PathValue.Of(value.Temporal.Offset / 60m) : default, StaticType.Of(PathKind.Decimal))),
        new("dateOf", 0, call => call.OnValue((_, value) => value.Kind is PathKind.Date or PathKind.DateTime ? Conversions.ToDate(value) : default, StaticType.Of(PathKind.Date))),
        new("timeOf", 0, call => call.OnValue((_, value) => TimeOf(value), StaticType.Of(PathKind.Time))),
    ];

    private static Function Part(string name, TemporalPrecision precision, Func<DateTime, int> part) => new(name, 0, call => call.OnValue((_, value) =>
        value.IsTemporal && value.Temporal.Precision >= precision && (value.Kind != PathKind.Time || precision >= TemporalPrecision.Hour)
            ? PathValue.Of(part(new DateTime(value.Temporal.Ticks))) : default, StaticType.Integer));

    private static PathValue TimeOf(in PathValue value) => value.Kind == PathKind.DateTime && value.Temporal.Precision >= TemporalPrecision.Hour
        ? PathValue.Of(PathKind.Time, value.Temporal with { Ticks = value.Temporal.Ticks % TimeSpan.TicksPerDay, Offset = Temporal.NoOffset })
        : default;
}
