using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Search.Values;

/// <summary>
/// All the time that a date, dateTime, Period or Timing covers, in ticks of 100 ns on the clock of UTC since year 1. Both ends belong to it:
/// the date 2015-08-12 ends one tick before the 13th begins; an instant has no width. What has no zone is taken in the zone of the extraction.
/// </summary>
/// <param name="Low">The first tick; <see cref="long.MinValue"/> for a Period without a start.</param>
/// <param name="High">The last tick; <see cref="long.MaxValue"/> for a Period without an end.</param>
public sealed record DateValue(long Low, long High) : IndexValue
{
    /// <summary>The time that an element of type date, dateTime, instant, Period or Timing covers; null for another, and for one without a value.</summary>
    public static DateValue? Of(Element element, TimeZoneInfo zone) => DateValues.Range(element, zone) is { } range ? new DateValue(range.Low, range.High) : null;
}
